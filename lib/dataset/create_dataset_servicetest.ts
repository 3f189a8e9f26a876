import assert from "node:assert/strict";
import { join } from "node:path";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { uploadFolder } from "../storage/upload_folder.ts";
import { createDataset, type CreateDatasetOptions } from "./create_dataset.ts";
import { contentOf } from "./creation/test_content.ts";
import { openDataset } from "./open_dataset.ts";
import { openListedSource } from "./sources/listed_source.ts";
import type { DatasetSource } from "./sources/source.ts";
import { makeFolder, tone } from "./test_clips.ts";

const clips = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}.wav`, tone(100 + i)]),
);

const create = async (folder: string, out: string, options: CreateDatasetOptions = {}) =>
  await createDataset(await openListedSource(folder, {}), out, options);

const shard = (index: number, count: number) => ({ shard: { index, count } });

/** A test with a folder of clips, and a place in S3 for a dataset of it. */
function defineS3Test(
  name: string,
  run: (folder: string, out: string) => Promise<void>,
): void {
  defineServiceTest(name, ["s3"], async ({ s3 }) => {
    await withS3(s3, async () => {
      await run(await makeFolder(clips), `s3://datasets/${crypto.randomUUID()}/out`);
    });
  });
}

defineS3Test("createDataset() makes in S3 what it makes in a folder", async (folder, out) => {
  const here = await madeHere(folder);
  const report = await create(folder, out);
  assert.equal(report.dataHash, here.dataHash);
  assert.deepEqual(await contentOf(out), here.content);
  await withEmptyCache(async () => {
    assert.equal((await openDataset(out)).dataHash, here.dataHash);
  });
  const again = await createDataset(unreadable(await openListedSource(folder, {})), out);
  assert.equal(again.reused, 40, "by their ETags");
});

defineS3Test("createDataset() goes on in S3 where it was stopped", async (folder, out) => {
  const stop = new AbortController();
  const onProgress = (done: number) => done === 5 && stop.abort(new Error("told to stop"));
  await assert.rejects(create(folder, out, { onProgress, signal: stop.signal }), {
    message: "told to stop",
  });
  const names = Object.keys(await contentOf(out));
  assert.deepEqual(names.filter((name) => !/^audio|^\.journal\/0-of-1\/\d{6}-/.test(name)), []);
  const { reused } = await create(folder, out);
  assert.ok(reused >= 5 && reused < 40, `${reused} were stored`);
  assert.deepEqual(await contentOf(out), (await madeHere(folder)).content);
});

defineS3Test(
  "createDataset() in shards side by side in S3 gives the same as at once in a folder",
  async (folder, out) => {
    await Promise.all([0, 1, 2, 3].map((index) => create(folder, out, shard(index, 4))));
    assert.deepEqual(await contentOf(out), (await madeHere(folder)).content);
  },
);

defineS3Test(
  "createDataset() in shards of which one starts when another is at work in S3 gives the same too",
  async (folder, out) => {
    const { promise: secondIsAtWork, resolve } = Promise.withResolvers<void>();
    const { name, entries } = await openListedSource(folder, {});
    const [first, ...others] = await entries();
    assert.ok(first);
    // With this clip under way, the first cannot have done its part before the second has begun.
    const read = () => secondIsAtWork.then(first.read);
    const source = { name, entries: () => Promise.resolve([{ ...first, read }, ...others]) };
    let second: Promise<unknown> | undefined;
    await createDataset(source, out, {
      ...shard(0, 2),
      onProgress(done) {
        if (done === 0) return;
        second ??= create(folder, out, { ...shard(1, 2), onProgress: () => resolve() })
          .finally(resolve);
      },
    });
    await second;
    assert.deepEqual(await contentOf(out), (await madeHere(folder)).content);
  },
);

defineS3Test(
  "createDataset() follows in S3 a source that has changed, in S3 too",
  async (folder, out) => {
    const source = `${out}-source`;
    await uploadFolder(folder, await openStore(source));
    await create(source, out);
    const store = await openStore(source);
    await store.remove("dog/1.wav");
    await store.write("dog/3.wav", tone(999));
    const target = await openStore(out);
    await target.write("audio/dog/mine.wav", "mine");
    const { reused, remade, removed } = await create(source, out);
    assert.deepEqual([reused, remade, removed], [38, 1, 1]);
    const fresh = await create(source, `${out}-fresh`);
    assert.deepEqual([fresh.reused, fresh.clips], [0, 39]);
    assert.ok(await target.stat("audio/dog/mine.wav"), "it is not ours to remove");
    await target.remove("audio/dog/mine.wav");
    assert.deepEqual(await contentOf(out), await contentOf(`${out}-fresh`));
  },
);

defineS3Test(
  "createDataset() refuses a place in S3 with other files, and leaves it as it is",
  async (folder, out) => {
    const store = await openStore(out);
    await store.write("thesis/chapter.txt", "text");
    await assert.rejects(create(folder, out), {
      message: `Cannot write to ${out}: wanted an empty or new folder, but it holds thesis`,
    });
    assert.deepEqual(Object.keys(await contentOf(out)), ["thesis/chapter.txt"]);
  },
);

async function madeHere(folder: string) {
  const out = join(await makeTempDir(), "out");
  const { dataHash } = await create(folder, out);
  return { dataHash, content: await contentOf(out) };
}

/** A source as it was, none of whose clips is to be read. */
function unreadable({ name, entries }: DatasetSource): DatasetSource {
  const read = () => Promise.reject(new Error("was read"));
  return { name, entries: async () => (await entries()).map((entry) => ({ ...entry, read })) };
}
