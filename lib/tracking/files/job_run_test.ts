import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { fileTracker } from "./file_tracker.ts";

const UID = "0b1f9f4c-5a3e-4a55-9d0c-6b1f0f6f3c11";

const start = (root: string, jobUid: string, experiment = "sounds", params = {}, name = "job") =>
  fileTracker(root, { jobUid }).startRun({ experiment, name, params });

Deno.test("startRun() goes on with the run of the same Job, also a finished one, in its experiment", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const first = await start(root, UID);
  const meta = join(root, first.experimentId, first.id, "meta.yaml");
  for (const status of ["KILLED", "FINISHED"] as const) {
    await first.end(status);
    assert.equal((await start(root, UID)).id, first.id);
    assert.match(await Deno.readTextFile(meta), /^status: 1$/m);
    assert.match(await Deno.readTextFile(meta), /^end_time: null$/m);
  }
  assert.notEqual((await start(root, UID.replace("0", "1"))).id, first.id);
  assert.notEqual((await start(root, UID, "others")).id, first.id);
});

Deno.test("startRun() makes one run of a Job, the first; and a new one where that was deleted", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const tracker = fileTracker(root, { jobUid: UID });
  const first = await tracker.startRun({ experiment: "sounds", name: "job" });
  const second = await tracker.startRun({ experiment: "sounds", name: "job" });
  assert.equal((await start(root, UID)).id, first.id);
  const meta = join(root, first.experimentId, first.id, "meta.yaml");
  await Deno.writeTextFile(
    meta,
    (await Deno.readTextFile(meta)).replace('"active"', "deleted"),
  );
  assert.ok(![first.id, second.id].includes((await start(root, UID)).id));
});

Deno.test("startRun() makes a run of each kind of a Job's work, and finds it though it was renamed", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const as = (name: string) => start(root, UID, "sounds", {}, name);
  const [trained, evaluated] = [await as("train"), await as("evaluate")];
  assert.notEqual(trained.id, evaluated.id);
  await trained.setTags({ "mlflow.runName": "my favourite" });
  assert.deepEqual([(await as("train")).id, (await as("evaluate")).id], [trained.id, evaluated.id]);
});

Deno.test("startRun() goes on with MLFLOW_RUN_ID's run and not with the Job's", async () => {
  const root = join(await makeTempDir(), "mlruns");
  await start(root, UID);
  const { id: runId } = await start(root, "another-job");
  const run = await fileTracker(root, { runId, jobUid: UID })
    .startRun({ experiment: "sounds", name: "job" });
  assert.equal(run.id, runId);
});

Deno.test("startRun() does not go on with a Job's run of other parameters, and names the variable", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const run = await start(root, UID);
  await run.logParams({ l2: 1 });
  await assert.rejects(start(root, UID, "sounds", { l2: 3 }), {
    message:
      `Cannot go on with the run ${run.id} (JOB_UID): it was made with l2=1, wanted 3. Unset JOB_UID for a new run`,
  });
});
