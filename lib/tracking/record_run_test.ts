import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { recordRun } from "./record_run.ts";
import { interruptRun, LONG_WORK } from "./test_interrupted_run.ts";
import type { Params } from "./tracker.ts";

const options = { experiment: "tests", name: "run" };

/** The status that MLflow's file store has for the only run of a store (numbers of service.proto). */
async function statusOf(root: string): Promise<string | undefined> {
  for await (const experiment of Deno.readDir(root)) {
    for await (const run of Deno.readDir(join(root, experiment.name))) {
      const meta = join(root, experiment.name, run.name, "meta.yaml");
      const text = await Deno.readTextFile(meta).catch(() => "");
      if (text) return text.match(/^status: (\d)$/m)?.[1];
    }
  }
}

Deno.test("recordRun() finishes the run and hands on what the work returned", async () => {
  const root = await makeTempDir();
  assert.equal(await recordRun(fileTracker(root), options, () => Promise.resolve(7)), 7);
  assert.equal(await statusOf(root), "3");
});

Deno.test("recordRun() marks the run as failed when the work throws", async () => {
  const root = await makeTempDir();
  const work = () => Promise.reject(new Error("no data"));
  await assert.rejects(recordRun(fileTracker(root), options, work), { message: "no data" });
  assert.equal(await statusOf(root), "4");
});

Deno.test("recordRun() leaves a finished run of other parameters as it was, before any work", async () => {
  const root = await makeTempDir();
  const first = await recordRun(
    fileTracker(root),
    { ...options, params: { l2: 1, seed: 42 } },
    (run) => Promise.resolve(run),
  );
  const meta = join(root, first.experimentId, first.id, "meta.yaml");
  const before = await Deno.readTextFile(meta);
  const again = (params: Params) =>
    recordRun(
      fileTracker(root, { runId: first.id }),
      { ...options, params },
      ({ id }) => Promise.resolve(id),
    );
  await assert.rejects(again({ l2: 3, seed: 42 }), {
    message:
      `Cannot go on with the run ${first.id} (MLFLOW_RUN_ID): it was made with l2=1, wanted 3. Unset MLFLOW_RUN_ID for a new run`,
  });
  assert.equal(await Deno.readTextFile(meta), before);
  assert.equal(await again({ l2: 1, seed: 42, pooling: "mean" }), first.id);
});

Deno.test("recordRun() marks the run as killed when the process is interrupted", async () => {
  const root = await makeTempDir();
  assert.equal(await interruptRun(root, LONG_WORK, "SIGINT"), 130);
  assert.equal(await statusOf(root), "5");
});

Deno.test("recordRun() marks the run as killed however the work ends after the signal", async () => {
  for (const end of ["resolve", "() => reject(new Error('its helper was stopped too'))"]) {
    const root = await makeTempDir();
    const work =
      `await new Promise((resolve, reject) => Deno.addSignalListener("SIGINT", ${end}));`;
    assert.equal(await interruptRun(root, work, "SIGINT"), 130);
    assert.equal(await statusOf(root), "5");
  }
});
