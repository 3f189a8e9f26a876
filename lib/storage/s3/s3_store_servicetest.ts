import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { startS3 } from "../../services/start_s3.ts";
import { withS3 } from "../../services/test_s3.ts";
import { defineServiceTest, type TestServices } from "../../services/test_services.ts";
import { fileSha256 } from "../check_file.ts";
import { openStore } from "../open_store.ts";
import type { Store } from "../store.ts";
import { readAll, STORE_CASES } from "../store_test_cases.ts";
import { makeTempDir } from "../test_folder.ts";
import { runOnFullDisk } from "../test_full_disk.ts";
import { putObject } from "./put_object.ts";
import { s3Client } from "./s3_client.ts";
import { PATIENCE_MS } from "./s3_store.ts";

const BUCKET = "datasets";
const MB = 1_000_000;

type S3 = TestServices["s3"];

/** A test with a store in a prefix of its own. */
function defineS3Test(name: string, run: (store: Store, s3: S3) => Promise<void>): void {
  defineServiceTest(name, ["s3"], async ({ s3 }) => {
    await withS3(s3, async () => {
      await run(await openStore(`s3://${BUCKET}/${crypto.randomUUID()}`), s3);
    });
  });
}

/** A file of pseudo-random bytes, alike at each call. */
async function writeLargeFile(path: string, bytes: number): Promise<void> {
  const content = new Uint8Array(bytes);
  for (let i = 0, seed = 1; i < bytes; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    content[i] = seed >>> 24;
  }
  await Deno.writeFile(path, content);
}

for (const [name, run] of Object.entries(STORE_CASES)) defineS3Test(`S3 store ${name}`, run);

defineS3Test(
  "S3 store takes a file of 60 MB in parts, and gives back the same bytes",
  async (store) => {
    const folder = await makeTempDir();
    await writeLargeFile(join(folder, "large"), 60 * MB);
    await store.upload(join(folder, "large"), "large.bin");
    const stored = await store.stat("large.bin");
    assert.equal(stored?.bytes, 60 * MB);
    assert.match(stored.version, /-8"$/, "it was not sent in eight parts");
    await store.download("large.bin", join(folder, "copy"));
    assert.equal(await fileSha256(join(folder, "copy")), await fileSha256(join(folder, "large")));
  },
);

defineS3Test("S3 store lists more files than a server tells at once", async (store) => {
  const paths = Array.from({ length: 1_005 }, (_, i) => `many/${String(i).padStart(4, "0")}`);
  await pMap(paths, (path) => store.write(path, path), { concurrency: 16 });
  const listed = await Array.fromAsync(store.list("many"));
  assert.deepEqual(listed.map(({ path }) => path).sort(), paths);
});

defineS3Test(
  "S3 store keeps the older file and no parts where an upload fails halfway",
  async (store) => {
    await store.write("file", "older");
    const Key = `${store.name.split("/").at(-1)}/file`;
    const client = s3Client(1_000);
    const upload = putObject(client, { Bucket: BUCKET, Key }, {
      bytes: 30 * MB,
      sha256: "0".repeat(64),
      async *chunks() {
        for (let sent = 0; sent < 20 * MB; sent += MB) yield new Uint8Array(MB);
        throw new Error("the source failed");
      },
    });
    await assert.rejects(upload, { message: "the source failed" });
    const { Uploads = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: Key }),
    );
    assert.deepEqual(Uploads, []);
    assert.equal(new TextDecoder().decode(await readAll(store, "file")), "older");
  },
);

defineS3Test("S3 store says that a bucket is missing, whatever is asked", async () => {
  const store = await openStore("s3://no-such-bucket/x");
  const missing = {
    message: /answered that there is no such bucket\. Create it, or correct its name/,
  };
  await assert.rejects(store.write("a", "x"), missing);
  await assert.rejects(store.stat("a"), missing);
  await assert.rejects(readAll(store, "a"), missing);
  await assert.rejects(Array.fromAsync(store.list()), missing);
});

defineS3Test("S3 store says that keys are wrong, without telling them", async (_, s3) => {
  for (const wrong of [{ secretAccessKey: "wrong-letters" }, { accessKeyId: "wrong-letters" }]) {
    await withS3({ ...s3, ...wrong }, async () => {
      const store = await openStore(`s3://${BUCKET}`);
      for (
        const ask of [() => store.write("a", "x"), () => store.stat("a"), () => readAll(store, "a")]
      ) {
        await assert.rejects(ask, ({ message }: Error) => {
          assert.match(
            message,
            /answered 403( \w+)?\. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
          );
          assert.doesNotMatch(message, /wrong-letters/);
          return true;
        });
      }
    });
  }
});

defineS3Test("S3 store says that the disk is full, and leaves nothing", async (store) => {
  const folder = await makeTempDir();
  await writeLargeFile(join(folder, "large"), 10 * MB);
  await store.upload(join(folder, "large"), "large");
  const path = join(folder, "copy");
  const message = await runOnFullDisk(`
    const { openStore } = await import("./open_store.ts");
    const store = await openStore(${JSON.stringify(store.name)});
    await store.download("large", ${JSON.stringify(path)});`);
  assert.equal(
    message,
    `Cannot write ${path}: there is no space left for it. Free some, or choose another place`,
  );
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["large"]);
});

defineServiceTest("S3 store outlives a server that is gone for ten seconds", ["s3"], async () => {
  const blocks = Array.from({ length: 40 }, (_, i) => new Uint8Array(MB).fill(i));
  const sha256 = await digestOf(ReadableStream.from(blocks));
  const folder = await makeTempDir();
  let server = await startS3({ folder, buckets: [BUCKET] });
  const sent = Promise.withResolvers<void>();
  const received = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const outage = async () => {
    await Promise.all([sent.promise, received.promise]);
    Deno.kill(server.pid, "SIGKILL");
    await server.stop();
    gone.resolve();
    await delay(10_000);
    const port = Number(new URL(server.endpoint).port);
    server = await startS3({ folder, port, buckets: [BUCKET] });
  };
  await withS3(server, async () => {
    const upload = (key: string, half: () => Promise<void>) =>
      putObject(s3Client(PATIENCE_MS), { Bucket: BUCKET, Key: key }, {
        bytes: blocks.length * MB,
        sha256,
        async *chunks() {
          for (const [index, block] of blocks.entries()) {
            if (index === 20) await half();
            yield block;
          }
        },
      });
    const store = await openStore(`s3://${BUCKET}`);
    await upload("first", () => Promise.resolve());
    let bytes = 0;
    const slowed = new TransformStream<Uint8Array, Uint8Array>({
      async transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > 10 * MB) {
          received.resolve();
          await gone.promise;
        }
        controller.enqueue(chunk);
      },
    });
    const [digest] = await Promise.all([
      digestOf(store.read("first").pipeThrough(slowed)),
      upload("second", async () => {
        sent.resolve();
        await gone.promise;
      }),
      outage(),
    ]);
    assert.equal(digest, sha256);
    assert.equal(await digestOf(store.read("second")), sha256);
  });
  await server.stop();
});

async function digestOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest("hex");
}
