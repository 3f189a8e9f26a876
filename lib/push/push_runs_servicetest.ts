import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { defineServiceTest } from "../services/test_services.ts";
import { Empty } from "../tracking/rest/mlflow_answers.ts";
import { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { openArtifacts } from "../tracking/rest/open_artifacts.ts";
import { proxyTo } from "../tracking/rest/test_proxy.ts";
import { findRun, metricHistory, QUICK, runIds } from "../tracking/rest/test_server.ts";
import { listRuns } from "./list_runs.ts";
import type { PushResult } from "./push_result.ts";
import { pushRuns } from "./push_runs.ts";
import { serverState } from "./test_server_state.ts";
import {
  copyOf,
  DATASET,
  emptyStore,
  recordTraining,
  startRun,
  type TestStore,
} from "./test_store.ts";

const FIRST_FAILURE_ENDS = { ...QUICK, maxRetries: 0 };

/** Pushes all runs of a store. */
async function push(
  server: string,
  { root }: TestStore,
  settings = QUICK,
): Promise<PushResult[]> {
  const { runs } = await listRuns(root);
  return await Array.fromAsync(pushRuns(new MlflowClient(server, settings), runs));
}

const outcomes = (results: PushResult[]) => results.map(({ outcome }) => outcome);

/** A training, and a run that goes on. */
async function makeStore(): Promise<TestStore> {
  const store = await emptyStore();
  await recordTraining(store, "trained");
  await (await startRun(store, "goes on")).logMetrics({ loss: Infinity }, -1);
  return store;
}

defineServiceTest(
  "pushRuns() gives a server all that a store has, with its times",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await makeStore();
    const results = await push(mlflow, store);
    assert.deepEqual(outcomes(results), ["pushed", "pushed"]);
    const [run] = (await listRuns(store.root)).runs;
    const [{ runId = "" } = {}] = results;
    const found = await findRun(mlflow, runId);
    assert.deepEqual([found.name, found.status], ["trained", "FINISHED"]);
    assert.deepEqual(found.params, { head: "logistic", "data/seed": "1" });
    assert.equal(found.tags["mlflow.note.content"], "two\nlines");
    assert.equal(found.tags["pushed_run_id"], run?.id);
    const steps = Array.from({ length: 30 }, (_, i) => i + 1);
    assert.deepEqual(
      await metricHistory(mlflow, runId, "fit/loss"),
      steps.map((step) => [step, 1 / step]),
    );
    const client = new MlflowClient(mlflow, QUICK);
    const artifacts = await openArtifacts(found.artifactUri, client);
    assert.equal(
      await new Response(artifacts.read("notes/dog & cat.txt")).text(),
      "trained: a dog barks",
    );
    const [state] = await serverState(mlflow, store.experiment);
    assert.partialDeepStrictEqual(state, {
      user_id: run?.userId,
      start_time: run?.startTimeMs,
      end_time: run?.endTimeMs,
      inputs: {
        dataset_inputs: [{ dataset: { name: "three-sounds", profile: '{"num_rows":3}' } }],
      },
      models: [{ name: "model", status: "LOGGED_MODEL_READY" }],
    });
  },
);

defineServiceTest(
  "pushRuns() again adds nothing, and what a run has got since it adds",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await recordTraining(store, "trained");
    const run = await startRun(store, "goes on");
    await run.logMetrics({ loss: 0.5 }, 1);
    await push(mlflow, store);
    const state = await serverState(mlflow, store.experiment);
    const results = await push(mlflow, store);
    assert.deepEqual(outcomes(results), ["unchanged", "unchanged"]);
    assert.deepEqual(await serverState(mlflow, store.experiment), state);

    await run.logMetrics({ loss: 0.25 }, 2);
    await run.end("FINISHED");
    const [, updated] = await push(mlflow, store);
    assert.equal(updated?.outcome, "pushed");
    assert.equal(updated.runId, results[1]?.runId);
    const id = updated.runId ?? "";
    assert.deepEqual(await metricHistory(mlflow, id, "loss"), [[1, 0.5], [2, 0.25]]);
    assert.equal((await findRun(mlflow, id)).status, "FINISHED");
    assert.equal((await runIds(mlflow, store.experiment)).length, 2);
  },
);

/** Of a package's many files it is enough to be cut off between some. */
const UPLOADS_A_STEP = 8;

defineServiceTest(
  "pushRuns() that is cut off anywhere and repeated gives the same state as one that was not",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await makeStore();
    await push(mlflow, store);
    const whole = await serverState(mlflow, store.experiment);
    let done = 0;
    let limit = 0;
    // The request at which it is cut off is carried out, but its answer is lost.
    await using proxy = proxyTo(mlflow, ({ path }) => {
      done += path.includes("/mlflow-artifacts/") ? 1 / UPLOADS_A_STEP : 1;
      return done > limit ? new Response(null, { status: 503 }) : undefined;
    });
    for (limit = 0;; limit++) {
      done = 0;
      const copy = await copyOf(store);
      const isCut = await push(proxy.address, copy, FIRST_FAILURE_ENDS)
        .then(() => false, () => true);
      await push(mlflow, copy);
      const state = await serverState(mlflow, copy.experiment);
      assert.deepEqual(state, whole, `cut off at ${limit}`);
      if (!isCut) break;
    }
    assert.ok(limit > 20, `wanted to be cut off often, was ${limit} times`);
  },
);

defineServiceTest(
  "pushRuns() names a run that is damaged or refused, and pushes the others",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    const damaged = await startRun(store, "damaged");
    await damaged.logMetrics({ loss: 1 });
    const place = join(store.root, damaged.experimentId, damaged.id, "metrics", "loss");
    await Deno.writeTextFile(place, "no metric\n");
    const refused = await startRun(store, "refused");
    await refused.logDataset({ ...DATASET, digest: "x".repeat(37) });
    await (await startRun(store, "good")).end("FINISHED");
    const results = await push(mlflow, store);
    assert.deepEqual(outcomes(results), ["failed", "failed", "pushed"]);
    assert.match(results[0]?.problem ?? "", /loss:1: wanted "timestamp value step"/);
    assert.match(results[1]?.problem ?? "", /digest.*INVALID_PARAMETER_VALUE/);
    const names = await Promise.all(
      (await runIds(mlflow, store.experiment)).map(async (id) => (await findRun(mlflow, id)).name),
    );
    assert.deepEqual(names.sort(), ["good", "refused"]);
  },
);

defineServiceTest(
  "pushRuns() leaves a run away that was deleted on the server",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await (await startRun(store, "unwanted")).end("FINISHED");
    const [pushed] = await push(mlflow, store);
    const client = new MlflowClient(mlflow, QUICK);
    await client.call("POST", "mlflow/runs/delete", { run_id: pushed?.runId }, Empty);
    assert.deepEqual(outcomes(await push(mlflow, store)), ["deleted"]);
    assert.deepEqual(await runIds(mlflow, store.experiment), []);
  },
);

defineServiceTest(
  "pushRuns() keeps a nested run below its parent",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    const parent = await startRun(store, "sweep");
    await delay(5);
    const child = await startRun(store, "first of it");
    await child.setTags({ "mlflow.parentRunId": parent.id });
    const [pushedParent, pushedChild] = await push(mlflow, store);
    const { tags } = await findRun(mlflow, pushedChild?.runId ?? "");
    assert.equal(tags["mlflow.parentRunId"], pushedParent?.runId);
  },
);
