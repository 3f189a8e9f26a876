import assert from "node:assert/strict";
import { join } from "node:path";
import { defineServiceTest } from "../../services/test_services.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { Empty, ExperimentAnswer } from "../rest/mlflow_answers.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { proxyTo } from "../rest/test_proxy.ts";
import { findRun, metricHistory, QUICK, runIds, uniqueName } from "../rest/test_server.ts";
import type { Run } from "../tracker.ts";
import { serverTracker } from "./server_tracker.ts";

const tracker = (server: string, runId?: string) =>
  serverTracker(new MlflowClient(server, QUICK), { runId });
const start = (server: string, experiment = uniqueName()): Promise<Run> =>
  tracker(server).startRun({ experiment, name: "first" });

defineServiceTest("a run on a server has what it logged", ["mlflow"], async ({ mlflow }) => {
  const run = await start(mlflow);
  await run.logParams({ learning_rate: 0.001, balanced: true, target: "" });
  for (const step of [1, 2, 3]) await run.logMetrics({ "train/loss": 1 / step }, step);
  await run.logMetrics({ worst: NaN, best: Infinity });
  await run.setTags({ "data.hash": "abc", "mlflow.source.git.commit": "e1a7fbd" });
  await run.end("FINISHED");
  const { tags, ...found } = await findRun(mlflow, run.id);
  assert.deepEqual(found, {
    status: "FINISHED",
    name: "first",
    artifactUri: `mlflow-artifacts:/${run.experimentId}/${run.id}/artifacts`,
    params: { learning_rate: "0.001", balanced: "true", target: "" },
    metricKeys: ["best", "train/loss", "worst"],
  });
  assert.deepEqual(await metricHistory(mlflow, run.id, "train/loss"), [[1, 1], [2, 0.5], [
    3,
    1 / 3,
  ]]);
  for (const name of ["mlflow.user", "mlflow.source.name", "mlflow.source.type"]) {
    assert.ok(tags[name]);
  }
  assert.equal(tags["mlflow.source.git.commit"], "e1a7fbd");
  assert.equal(tags["mlflow.runName"], "first");
});

defineServiceTest(
  "a run takes more than a server does in one call",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await start(mlflow);
    const many = (count: number, value: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`key ${i}`, value]));
    await run.logParams(many(250, "1"));
    await run.setTags(many(250, "1"));
    await run.setTags(many(100, "犬".repeat(8_000)));
    for (let step = 0; step < 2_500; step++) await run.logMetrics({ loss: 1 / (step + 1) }, step);
    await run.end("FINISHED");
    const { params, tags } = await findRun(mlflow, run.id);
    assert.equal(Object.keys(params).length, 250);
    assert.equal(tags["key 249"], "1");
    assert.equal(tags["key 99"]?.length, 8_000);
    assert.equal((await metricHistory(mlflow, run.id, "loss")).length, 2_500);
  },
);

/** Of each kind of request, every second answer arrives. */
function losingAnswers(server: string): ReturnType<typeof proxyTo> {
  return proxyTo(
    server,
    ({ count }) => count % 2 === 1 ? new Response("", { status: 504 }) : undefined,
  );
}

defineServiceTest(
  "a request whose answer is lost is repeated, and leaves one run with each metric once",
  ["mlflow"],
  async ({ mlflow }) => {
    await using gateway = losingAnswers(mlflow);
    const experiment = uniqueName();
    const run = await start(gateway.address, experiment);
    await run.logParams({ seed: 1 });
    await run.logMetrics({ loss: 0.5, nan: NaN }, 1);
    await run.logMetrics({ loss: 0.25 }, 2);
    await run.end("FINISHED");
    assert.deepEqual(await metricHistory(mlflow, run.id, "loss"), [[1, 0.5], [2, 0.25]]);
    assert.equal((await metricHistory(mlflow, run.id, "nan")).length, 1);
    assert.deepEqual(await runIds(mlflow, experiment), [run.id]);
  },
);

defineServiceTest(
  "processes that start at the same time make one experiment",
  ["mlflow"],
  async ({ mlflow }) => {
    const experiment = uniqueName();
    const runs = await Promise.all(Array.from({ length: 6 }, () => start(mlflow, experiment)));
    assert.equal(new Set(runs.map(({ experimentId }) => experimentId)).size, 1);
    assert.equal(new Set(runs.map(({ id }) => id)).size, 6);
  },
);

defineServiceTest("a deleted experiment is restored", ["mlflow"], async ({ mlflow }) => {
  const client = new MlflowClient(mlflow, QUICK);
  const experiment = uniqueName();
  const { experimentId } = await start(mlflow, experiment);
  const id = { experiment_id: experimentId };
  await client.call("POST", "mlflow/experiments/delete", id, Empty);
  await using gateway = losingAnswers(mlflow);
  const runs = await Promise.all([
    start(gateway.address, experiment),
    start(mlflow, experiment),
  ]);
  assert.deepEqual(runs.map((run) => run.experimentId), [experimentId, experimentId]);
  const found = await client.call("GET", "mlflow/experiments/get", id, ExperimentAnswer);
  assert.equal(found.experiment.lifecycle_stage, "active");
});

defineServiceTest(
  "a run that is gone on with keeps its name, parameters and metrics",
  ["mlflow"],
  async ({ mlflow }) => {
    const first = await start(mlflow);
    await first.logParams({ seed: 1 });
    await first.logMetrics({ loss: 0.5 }, 1);
    await first.end("FAILED");
    const again = await tracker(mlflow, first.id).startRun({ experiment: "other", name: "second" });
    assert.deepEqual(
      [again.id, again.experimentId, again.startTimeMs],
      [first.id, first.experimentId, first.startTimeMs],
    );
    assert.equal((await findRun(mlflow, first.id)).status, "RUNNING");
    await again.logParams({ seed: 1, folds: 5 });
    await assert.rejects(again.logParams({ seed: 2 }), {
      name: "MlflowError",
      message: /: Changing param values is not allowed.*\(INVALID_PARAMETER_VALUE\)$/,
    });
    await again.logMetrics({ loss: 0.25 }, 2);
    await again.end("FINISHED");
    const { status, name, params } = await findRun(mlflow, first.id);
    assert.deepEqual([status, name, params], ["FINISHED", "first", { seed: "1", folds: "5" }]);
    assert.deepEqual(await metricHistory(mlflow, first.id, "loss"), [[1, 0.5], [2, 0.25]]);
  },
);

defineServiceTest(
  "a run that is not there or was deleted cannot be gone on with",
  ["mlflow"],
  async ({ mlflow }) => {
    const id = "0".repeat(32);
    await assert.rejects(tracker(mlflow, id).startRun({ experiment: "e", name: "n" }), {
      message:
        `Cannot go on with the run ${id} (MLFLOW_RUN_ID): there is no such run at ${mlflow}. Unset MLFLOW_RUN_ID for a new run`,
    });
    const run = await start(mlflow);
    const client = new MlflowClient(mlflow, QUICK);
    await client.call("POST", "mlflow/runs/delete", { run_id: run.id }, Empty);
    await assert.rejects(
      tracker(mlflow, run.id).startRun({ experiment: "e", name: "n" }),
      /: it was deleted at .*\. Unset MLFLOW_RUN_ID/,
    );
  },
);

defineServiceTest(
  "startRun() leaves a finished run of other parameters as it was",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await start(mlflow);
    await run.logParams({ l2: 1 });
    await run.end("FINISHED");
    const again = (l2: number) =>
      tracker(mlflow, run.id).startRun({ experiment: "e", name: "n", params: { l2 } });
    await assert.rejects(again(3), /: it was made with l2=1, wanted 3\. Unset MLFLOW_RUN_ID/);
    assert.equal((await findRun(mlflow, run.id)).status, "FINISHED");
    assert.equal((await again(1)).id, run.id);
    assert.equal((await findRun(mlflow, run.id)).status, "RUNNING");
  },
);

defineServiceTest("an experiment that is not there is one line", ["mlflow"], async ({ mlflow }) => {
  const client = new MlflowClient(mlflow, QUICK);
  const query = { experiment_id: "987654" };
  await assert.rejects(client.call("GET", "mlflow/experiments/get", query, ExperimentAnswer), {
    name: "MlflowError",
    message: `MLflow at ${mlflow}: No Experiment with id=987654 exists (RESOURCE_DOES_NOT_EXIST)`,
  });
});

defineServiceTest(
  "a run refuses what MLflow would, and logs none of it",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await start(mlflow);
    await assert.rejects(run.logMetrics({ fine: 1, "a,b": 1 }), RangeError);
    await assert.rejects(run.logMetrics({ fine: 1 }, 0.5), /wanted a whole number/);
    await assert.rejects(run.logParams({ fine: 1, "../a": 1 }), RangeError);
    await assert.rejects(run.setTags({ fine: "", long: "x".repeat(8_001) }), RangeError);
    await assert.rejects(run.logArtifact("deno.json", "../deno.json"), RangeError);
    await assert.rejects(
      run.logArtifact(join(await makeTempDir(), "none"), "none"),
      /^Error: Cannot log .*none as artifact "none": /,
    );
    await run.end("FINISHED");
    const { params, metricKeys } = await findRun(mlflow, run.id);
    assert.deepEqual([params, metricKeys], [{}, []]);
  },
);

defineServiceTest(
  "a Job's run is found by the Job's uid and its first name, unless it was deleted or is another experiment's",
  ["mlflow"],
  async ({ mlflow }) => {
    const client = new MlflowClient(mlflow, QUICK);
    const [experiment, jobUid] = [uniqueName(), crypto.randomUUID()];
    const pod = (params = {}, where = experiment, name = "pod's") =>
      serverTracker(client, { jobUid }).startRun({ experiment: where, name, params });
    const first = await pod();
    await first.logParams({ l2: 1 });
    assert.equal((await findRun(mlflow, first.id)).tags["kubernetes.job_uid"], jobUid);
    for (const status of ["KILLED", "FINISHED"] as const) {
      await first.end(status);
      assert.equal((await pod({ l2: 1 })).id, first.id);
      assert.equal((await findRun(mlflow, first.id)).status, "RUNNING");
    }
    await assert.rejects(
      pod({ l2: 3 }),
      /\(JOB_UID\): it was made with l2=1, wanted 3\. Unset JOB_UID/,
    );
    assert.notEqual((await pod({}, uniqueName())).id, first.id);
    const evaluated = await pod({}, experiment, "evaluate it");
    assert.notEqual(evaluated.id, first.id);
    await first.setTags({ "mlflow.runName": "my favourite" });
    assert.equal((await pod({ l2: 1 })).id, first.id);
    assert.equal((await pod({}, experiment, "evaluate it")).id, evaluated.id);
    await client.call("POST", "mlflow/runs/delete", { run_id: first.id }, Empty);
    assert.notEqual((await pod()).id, first.id);
  },
);
