import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { encodeWav16 } from "../lib/audio/encode_wav16.ts";
import { noise } from "../lib/model/test_parts.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest, type TestServices } from "../lib/services/test_services.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { podEnv } from "./test_pod.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";
import { makeFolder } from "./two_sounds_test_data.ts";

/** What a pod of the Job has in its environment. */
const embedEnv = async (s3: TestServices["s3"], embeddings: string) => ({
  ...await podEnv(s3),
  EMBEDDINGS_URI: embeddings,
  BACKBONE: "logmel",
});

const countIn = async (uri: string) =>
  (await Array.fromAsync((await openStore(uri)).list())).length;

defineServiceTest(
  "embed in three parts into a bucket, then train, gives the metrics and the model of one machine",
  ["s3"],
  ({ s3 }) =>
    withS3(s3, async () => {
      const { clips, out, runs, cache } = await makeFolder();
      const train = async (name: string, env: Record<string, string>) => {
        const args = [
          "--dataset",
          clips,
          "--out",
          join(out, name),
          "--tracking-uri",
          runs,
          "--json",
        ];
        const { code, out: text, err } = await runTask("train", [...args, "--head", "mlp"], env);
        assert.equal(code, 0, err);
        const { elapsed_sec: _, ...metrics }: Record<string, number> = JSON.parse(text);
        return { metrics, model: await Deno.readFile(join(out, name, "model.onnx")) };
      };
      const one = await train("one", { BACKBONE: "logmel", YAMNET_KIT_CACHE: cache });

      const uri = `s3://datasets/${crypto.randomUUID()}`;
      const pod = async (index: number) =>
        await runTask("embed", ["--dataset", clips, "--shards", "3"], {
          ...await embedEnv(s3, uri),
          JOB_COMPLETION_INDEX: String(index),
        });
      for (const { code, out, err } of await Promise.all([0, 1, 2].map(pod))) {
        assert.equal(code, 0, err);
        assert.match(out, /^4 of 12 clips embedded/);
      }
      assert.equal(await countIn(uri), 12);
      const env = await embedEnv(s3, uri);
      assert.deepEqual(await train("three", env), one);
      assert.equal(await countIn(uri), 12);
      assert.deepEqual([...Deno.readDirSync(env.YAMNET_KIT_CACHE)], [], "a local copy");
    }),
);

defineServiceTest(
  "embed that is told to stop ends with 143 and goes on when it is given again",
  ["s3"],
  ({ s3 }) =>
    withS3(s3, async () => {
      const clips = await makeTempDir();
      for (let clip = 0; clip < 60; clip++) {
        const wav = encodeWav16(noise(16_000 * 10 + clip), 16_000);
        await Deno.mkdir(join(clips, "noise"), { recursive: true });
        await Deno.writeFile(join(clips, "noise", `${clip}.wav`), wav);
      }
      const uri = `s3://datasets/${crypto.randomUUID()}`;
      const args = ["--dataset", clips];
      const child = taskCommand("embed", args, await embedEnv(s3, uri), { detached: true }).spawn();
      let isOver = false;
      const ended = child.output().finally(() => isOver = true);
      while (!isOver && await countIn(uri) === 0) await delay(5);
      Deno.kill(-child.pid, "SIGTERM");
      const { code, err } = textOf(await ended);
      assert.equal(code, 143, err);
      assert.match(err, /Stopped\. The same command goes on from here\.\n$/);
      const before = await countIn(uri);
      assert.ok(before > 0 && before < 60, `${before} of 60 were made`);
      const again = await runTask("embed", args, await embedEnv(s3, uri));
      assert.equal(again.code, 0, again.err);
      assert.match(again.out, /^60 of 60 clips embedded/);
      assert.equal(await countIn(uri), 60);
    }),
);

defineServiceTest("embed says that the bucket is not there", ["s3"], async ({ s3 }) => {
  const { clips } = await makeFolder();
  const env = await embedEnv(s3, "s3://no-such-bucket/embeddings");
  const { code, err } = await runTask("embed", ["--dataset", clips], env);
  assert.equal(code, 1);
  assert.match(err, /^Error: Cannot .*no-such-bucket.*there is no such bucket\. Create it/m);
});
