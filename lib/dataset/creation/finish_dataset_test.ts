import assert from "node:assert/strict";
import { join } from "node:path";
import { createDataset } from "../create_dataset.ts";
import { openListedSource } from "../sources/listed_source.ts";
import { STANDARD_AUDIO } from "../standard_audio.ts";
import { filesIn, makeFolder, tone } from "../test_clips.ts";
import { DiskLog } from "./disk_log.ts";
import { finishDataset } from "./finish_dataset.ts";
import { JOURNAL } from "./journal.ts";
import { planDataset } from "./plan_dataset.ts";
import { takeSnapshot } from "./snapshot.ts";
import { openTarget } from "./target.ts";

Deno.test("finishDataset() takes the manifests back where a shard has begun anew with another listing", async () => {
  const source = await openListedSource(
    await makeFolder({ "dog/a.wav": tone(1), "dog/b.wav": tone(2) }),
    {},
  );
  const out = join(await makeFolder({}), "out");
  await createDataset(source, out, { shard: { index: 1, count: 2 } });
  const target = await openTarget(out);
  const plan = await planDataset(source, { standardAudio: STANDARD_AUDIO });
  const found = await takeSnapshot(target);
  const before = await filesIn(out);
  const finish = () => {
    const { store } = target;
    const finished = { store, plan, shard: { index: 0, count: 2 }, standardizing: "" };
    const facts = { name: "x", source: "x", standardAudio: STANDARD_AUDIO, dataHash: "" };
    const outcome = { stored: new Map(), skipped: [] };
    return finishDataset(target, finished, { facts, samples: [], outcome, found });
  };
  {
    await using log = await DiskLog.open(join(out, JOURNAL, "1-of-2.jsonl"));
    const { request } = plan;
    await log?.add(JSON.stringify({ begin: { request, listing: "another" } }));
    assert.deepEqual(await finish(), ["1-of-2"]);
    assert.deepEqual(await filesIn(out), before);
    await log?.add(JSON.stringify({ begin: { request, listing: plan.listing } }));
  }
  assert.deepEqual(await finish(), []);
  assert.ok((await filesIn(out)).includes("manifest.json"));
});
