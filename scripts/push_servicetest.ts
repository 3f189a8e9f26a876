import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { lockStore } from "../lib/push/lock_store.ts";
import { serverState } from "../lib/push/test_server_state.ts";
import {
  copyOf,
  emptyStore,
  recordTraining,
  startRun,
  type TestStore,
} from "../lib/push/test_store.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { MlflowClient } from "../lib/tracking/rest/mlflow_client.ts";
import { RegisteredModelAnswer } from "../lib/tracking/models/model_answers.ts";
import { proxyTo } from "../lib/tracking/rest/test_proxy.ts";
import { QUICK, runIds, uniqueName } from "../lib/tracking/rest/test_server.ts";
import { runTask, taskCommand, type TaskResult, textOf } from "./test_task.ts";

/** Pushes a store to its end. */
async function push(server: string, { root }: TestStore, ...args: string[]): Promise<TaskResult> {
  return await runTask("push", ["--from", root, "--to", server, ...args]);
}

/** Starts a push, and sends it a signal while a request of it is under way, the first of this path. */
async function interrupt(
  server: string,
  { root }: TestStore,
  path: RegExp,
  signal: Deno.Signal,
): Promise<TaskResult> {
  const reached = Promise.withResolvers<void>();
  await using proxy = proxyTo(server, (request) => {
    if (path.test(request.path)) reached.resolve();
    return undefined;
  });
  const args = ["--from", root, "--to", proxy.address];
  const child = taskCommand("push", args, {}, { detached: true }).spawn();
  const ended = child.output().then(textOf);
  await Promise.race([reached.promise, ended]);
  Deno.kill(-child.pid, signal);
  return await ended;
}

/** Kinds of requests, from a push's begin to its end. */
const MOMENTS = [
  /experiments\/create/,
  /runs\/create/,
  /log-batch/,
  /mlflow-artifacts/,
  /logged-models$/,
  /artifacts\/[0-9]+\/models\//,
  /runs\/update/,
];

defineServiceTest(
  "push that is killed at any moment and repeated leaves what one does that was not",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await recordTraining(store, "trained");
    await (await startRun(store, "goes on")).logMetrics({ loss: 1 });
    assert.equal((await push(mlflow, store)).code, 0);
    const whole = await serverState(mlflow, store.experiment);
    for (const moment of MOMENTS) {
      const copy = await copyOf(store);
      const { code, out } = await interrupt(mlflow, copy, moment, "SIGKILL");
      assert.deepEqual([code, out], [137, ""], `${moment}`);
      assert.equal((await push(mlflow, copy)).code, 0);
      assert.deepEqual(await serverState(mlflow, copy.experiment), whole, `killed at ${moment}`);
    }
  },
);

defineServiceTest(
  "push that is told to stop says how it goes on",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await recordTraining(store, "trained");
    const { code, err } = await interrupt(mlflow, store, /log-batch/, "SIGINT");
    assert.equal(code, 130, err);
    assert.match(err, /^Stopped\. The same command goes on from here\.$/m);
  },
);

defineServiceTest(
  "push with --register makes each model a version, once, and the newest the champion",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await recordTraining(store, "first", 1);
    await delay(5);
    await recordTraining(store, "second", 2);
    await delay(5);
    await (await startRun(store, "no model")).end("FINISHED");
    const name = uniqueName();
    const register = ["--register", name, "--alias", "champion"];
    assert.equal((await push(mlflow, store)).code, 0);
    for (const _again of [1, 2]) {
      const { code, out, err } = await push(mlflow, store, ...register, "--json");
      assert.equal(code, 0, err);
      const { server, runs } = JSON.parse(out);
      assert.equal(server, mlflow);
      assert.deepEqual(
        runs.map((run: Record<string, unknown>) => [run["name"], run["outcome"], run["version"]]),
        [["first", "unchanged", "1"], ["second", "unchanged", "2"], [
          "no model",
          "unchanged",
          undefined,
        ]],
      );
    }
    const client = new MlflowClient(mlflow, QUICK);
    const path = "mlflow/registered-models/get";
    const { registered_model } = await client.call("GET", path, { name }, RegisteredModelAnswer);
    assert.deepEqual(registered_model.aliases, [{ alias: "champion", version: "2" }]);
    assert.deepEqual(registered_model.latest_versions.map(({ version }) => version), ["2"]);
  },
);

defineServiceTest(
  "push with --register fails where no run has a model, and names a run that was asked for",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    const run = await startRun(store, "no model");
    await run.end("FINISHED");
    const name = uniqueName();
    const alone = await push(mlflow, store, run.id, "--register", name);
    assert.equal(alone.code, 1);
    assert.match(alone.err, new RegExp(`^Not registered: the run ${run.id} has no model`, "m"));
    assert.match(
      alone.err,
      new RegExp(`^Error: Nothing is registered as ${name}: wanted a run`, "m"),
    );
    const { id } = await recordTraining(store, "trained");
    const both = await push(mlflow, store, run.id, id, "--register", name);
    assert.equal(both.code, 0, both.err);
    assert.match(both.err, new RegExp(`^Not registered: the run ${run.id} has no model`, "m"));
  },
);

defineServiceTest(
  "push tells what it did, and takes only the runs that it is told",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    const { id } = await startRun(store, "wanted");
    await startRun(store, "other");
    const { code, out, err } = await push(mlflow, store, id);
    assert.equal(code, 0, err);
    const [runId] = await runIds(mlflow, store.experiment);
    assert.match(out, new RegExp(`^wanted +${id} +${runId}$`, "m"));
    assert.match(out, /: 1 pushed, 0 there already$/m);
  },
);

defineServiceTest(
  "push waits for no other push of the same store, but says so",
  ["mlflow"],
  async ({ mlflow }) => {
    const store = await emptyStore();
    await startRun(store, "run");
    using _lock = await lockStore(store.root, mlflow);
    const { code, err } = await push(mlflow, store);
    assert.equal(code, 1);
    assert.match(
      err,
      /^Error: Cannot push .*: another push of it to .* is under way\. Wait for its end$/m,
    );
  },
);
