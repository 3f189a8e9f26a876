import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "../tracking/files/file_tracker.ts";
import type { Run } from "../tracking/tracker.ts";
import { listRuns } from "./list_runs.ts";

/** A store with a finished run and what more is asked for. */
async function makeStore(): Promise<{ root: string; folder: (run: Run) => string; first: Run }> {
  const root = join(await makeTempDir(), "mlruns");
  const first = await fileTracker(root).startRun({ experiment: "sounds", name: "first" });
  await first.end("FINISHED");
  return { root, folder: ({ experimentId, id }) => join(root, experimentId, id), first };
}

Deno.test("listRuns() tells the oldest run first, of all experiments, with how they stand", async () => {
  const { root } = await makeStore();
  const tracker = fileTracker(root);
  await tracker.startRun({ experiment: "other", name: "runs" });
  await (await tracker.startRun({ experiment: "sounds", name: "killed" })).end("KILLED");
  const { runs, damaged } = await listRuns(root);
  assert.deepEqual(damaged, []);
  assert.deepEqual(runs.map(({ name, experiment, status }) => [name, experiment, status]), [
    ["first", "sounds", "FINISHED"],
    ["runs", "other", "RUNNING"],
    ["killed", "sounds", "KILLED"],
  ]);
  assert.equal(runs[1]?.endTimeMs, undefined);
});

Deno.test("listRuns() names what is damaged, and reads all else", async () => {
  const { root, folder } = await makeStore();
  const bad = await fileTracker(root).startRun({ experiment: "sounds", name: "bad" });
  await Deno.writeTextFile(join(folder(bad), "meta.yaml"), "status: 9\nstart_time: 1");
  const lost = await fileTracker(root).startRun({ experiment: "lost", name: "lost" });
  await Deno.writeTextFile(join(root, lost.experimentId, "meta.yaml"), "");
  const { runs, damaged } = await listRuns(root);
  assert.deepEqual(runs.map(({ name }) => name), ["first"]);
  assert.equal(damaged.length, 2);
  assert.match(
    damaged.join("\n"),
    /Cannot read .*meta\.yaml: .*status: wanted a status from 1 to 5, got 9/,
  );
});

Deno.test("listRuns() leaves out what was deleted, and folders that are no runs", async () => {
  const { root, folder, first } = await makeStore();
  const gone = await fileTracker(root).startRun({ experiment: "sounds", name: "gone" });
  const path = join(folder(gone), "meta.yaml");
  const meta = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, meta.replace('"active"', '"deleted"'));
  for (const name of ["datasets", "traces", "models", "tags", "0123", "no run"]) {
    await Deno.mkdir(join(root, first.experimentId, name), { recursive: true });
  }
  await Deno.writeTextFile(join(root, first.experimentId, "models", "meta.yaml"), meta);
  await Deno.mkdir(join(root, first.experimentId, "models", "m-0123"));
  const { runs, loggedModelCount } = await listRuns(root);
  assert.deepEqual(runs.map(({ name }) => name), ["first"]);
  assert.equal(loggedModelCount, 1);
});

Deno.test("listRuns() says when there is no folder", async () => {
  const root = join(await makeTempDir(), "mlruns");
  await assert.rejects(listRuns(root), /Cannot read runs from .*mlruns: there is no such folder/);
});
