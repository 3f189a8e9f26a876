import assert from "node:assert/strict";
import { openStore } from "../../storage/open_store.ts";
import type { Store } from "../../storage/store.ts";
import { makeFolder } from "../test_clips.ts";
import { copyClips } from "./copy_clips.ts";
import { inspectClips } from "./inspect_clips.ts";
import { readStoredDataset } from "./stored_dataset.ts";
import { makeStoredDataset } from "./stored_dataset_test_data.ts";

const SIX = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`dog/${i}`, {}]));

/** The clips of a dataset as if they lasted so long, and how many files are read at the same time at the most. */
async function watched(durationSeconds: number) {
  const dataset = await readStoredDataset(await makeStoredDataset(SIX));
  const clips = dataset.clips.map((clip) => ({ ...clip, durationSeconds }));
  const reading = { now: 0, most: 0 };
  const read: Store["read"] = (path) => {
    reading.most = Math.max(reading.most, ++reading.now);
    return dataset.store.read(path).pipeThrough(
      new TransformStream({ flush: () => void reading.now-- }),
    );
  };
  const store: Store = Object.assign(Object.create(dataset.store), { read });
  return { dataset: { ...dataset, store, clips }, reading };
}

Deno.test("copyClips() and inspectClips() have no more than one file of two hours in memory", async () => {
  for (const [hours, most] of [[2, 1], [0, 3]] as const) {
    const { dataset, reading } = await watched(hours * 3_600);
    await copyClips(dataset, await openStore(await makeFolder({})));
    const copied = reading.most;
    reading.most = 0;
    await inspectClips(dataset, dataset.clips);
    const both = [copied, reading.most];
    assert.ok(both.every((count) => hours > 0 ? count === most : count >= most), `${both}`);
  }
});
