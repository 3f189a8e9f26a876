import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { walkFiles } from "../lib/storage/walk_files.ts";
import { MlflowClient } from "../lib/tracking/rest/mlflow_client.ts";
import { openArtifacts } from "../lib/tracking/rest/open_artifacts.ts";
import { serverTracker } from "../lib/tracking/server/server_tracker.ts";
import { findRun, QUICK, runIds, uniqueName } from "../lib/tracking/rest/test_server.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";
import { type Folder, makeFolder } from "./two_sounds_test_data.ts";

/** What a run holds, by name. */
interface Recorded {
  params: string[];
  metrics: string[];
  tags: string[];
  artifacts: string[];
}

/** What the only run of a file store holds: each is a file. */
async function onDisk(root: string): Promise<Recorded> {
  const paths = await Array.fromAsync(walkFiles(root));
  const inFolder = (folder: string) =>
    paths.map((path) => path.split("/").slice(2)) // experiment, run
      .filter(([first]) => first === folder)
      .map(([, ...rest]) => rest.join("/")).sort();
  return {
    params: inFolder("params"),
    metrics: inFolder("metrics"),
    tags: inFolder("tags"),
    artifacts: inFolder("artifacts"),
  };
}

/** What the only run of an experiment of a server holds. */
async function onServer(server: string, experiment: string): Promise<Recorded> {
  const [id = "", ...others] = await runIds(server, experiment);
  assert.deepEqual(others, []);
  const { status, params, metricKeys, tags, artifactUri } = await findRun(server, id);
  assert.equal(status, "FINISHED");
  const artifacts = await openArtifacts(artifactUri, new MlflowClient(server, QUICK));
  return {
    params: Object.keys(params).sort(),
    metrics: metricKeys,
    tags: Object.keys(tags).filter((key) => key !== "start_id").sort(),
    artifacts: (await Array.fromAsync(artifacts.list())).map(({ path }) => path).sort(),
  };
}

const cacheOf = ({ cache }: Folder) => ({ YAMNET_KIT_CACHE: cache });
const trainFlags = ({ clips, out }: Folder) => [
  ...["--dataset", clips, "--out", out, "--backbone", "logmel", "--head", "mlp"],
];

defineServiceTest(
  "train and evaluate record the same on a server as on disk",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const folder = await makeFolder();
    const job = { ...cacheOf(folder), GIT_SHA: "e1a7fbd", IMAGE_DIGEST: "sha256:0ff1ce" };
    const runBoth = async (name: string, args: string[]) => {
      const experiment = uniqueName();
      const server = { ...job, MLFLOW_TRACKING_URI: mlflow, EXP_NAME: experiment };
      const disk = { ...job, MLFLOW_TRACKING_URI: `${folder.runs}-${name}` };
      for (const env of [server, disk]) {
        const { code, err } = await runTask(name, args, env);
        assert.equal(code, 0, err);
      }
      const recorded = await onServer(mlflow, experiment);
      assert.deepEqual(recorded, await onDisk(disk.MLFLOW_TRACKING_URI));
      return recorded;
    };
    const trained = await runBoth("train", [...trainFlags(folder), "--epochs", "3"]);
    const evaluation = join(folder.out, "..", "evaluation");
    const evaluated = await runBoth("evaluate", [
      ...["--dataset", folder.clips, "--model", folder.out, "--out", evaluation],
    ]);
    const names = ["accuracy", "precision", "recall", "f1", "count", "elapsed_sec"];
    for (const name of names) {
      assert.ok(trained.metrics.includes(name), `train: ${trained.metrics}`);
      assert.ok(evaluated.metrics.some((key) => key.endsWith(name)), `${evaluated.metrics}`);
    }
    for (const tag of ["data_hash", "git_sha", "image_digest", "mlflow.source.git.commit"]) {
      assert.ok(trained.tags.includes(tag) && evaluated.tags.includes(tag), tag);
    }
    assert.ok(trained.artifacts.includes("model/model.onnx"));
    assert.ok(evaluated.artifacts.includes("evaluation/metrics.json"));
  },
);

/** Starts a training that takes a while, and waits until its run is on the server. */
async function startTraining(folder: Folder, server: string, runId: string) {
  const env = {
    ...cacheOf(folder),
    MLFLOW_TRACKING_URI: server,
    MLFLOW_RUN_ID: runId,
    MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "0.5",
  };
  const args = [...trainFlags(folder), "--epochs", "600"];
  const child = taskCommand("train", args, env, { detached: true }).spawn();
  let hasEnded = false;
  const ended = child.output().then(textOf).finally(() => hasEnded = true);
  while (!("backbone" in (await findRun(server, runId)).params)) {
    if (hasEnded) assert.fail((await ended).err);
    await delay(20);
  }
  return { ended, signal: (signal: Deno.Signal) => Deno.kill(-child.pid, signal) };
}

/** What a Job's controller does: it makes the run that all attempts of the Job record in. */
async function makeRun(server: string): Promise<string> {
  const tracker = serverTracker(new MlflowClient(server, QUICK));
  return (await tracker.startRun({ experiment: uniqueName(), name: "job" })).id;
}

defineServiceTest(
  "train that is killed and started again with its MLFLOW_RUN_ID goes on in that run",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const folder = await makeFolder();
    const id = await makeRun(mlflow);
    const first = await startTraining(folder, mlflow, id);
    first.signal("SIGKILL");
    await first.ended;
    const left = await findRun(mlflow, id);
    assert.equal(left.status, "RUNNING");
    assert.ok(!left.metricKeys.includes("accuracy"), "it was killed too late");
    await assert.rejects(Deno.stat(folder.out), Deno.errors.NotFound);

    const { ended } = await startTraining(folder, mlflow, id);
    const { code, err } = await ended;
    assert.equal(code, 0, err);
    const { status, name, metricKeys, params } = await findRun(mlflow, id);
    assert.deepEqual([status, name, params["epochs"]], ["FINISHED", "job", "600"]);
    for (const key of ["accuracy", "system/cpu_utilization_percentage"]) {
      assert.ok(metricKeys.includes(key), `${metricKeys}`);
    }
  },
);

defineServiceTest(
  "train that is told to stop leaves a run that was killed, and no model",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const folder = await makeFolder();
    const id = await makeRun(mlflow);
    const { ended, signal } = await startTraining(folder, mlflow, id);
    signal("SIGTERM");
    assert.equal((await ended).code, 143);
    assert.equal((await findRun(mlflow, id)).status, "KILLED");
    await assert.rejects(Deno.stat(folder.out), Deno.errors.NotFound);
  },
);

defineServiceTest(
  "train without its server fails in one line, and leaves nothing",
  [],
  async () => {
    const folder = await makeFolder();
    const { code, out, err } = await runTask("train", trainFlags(folder), {
      ...cacheOf(folder),
      MLFLOW_TRACKING_URI: "http://ada:secret@127.0.0.1:2",
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1",
    });
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.match(
      err,
      /^Error: MLflow at http:\/\/127\.0\.0\.1:2 cannot be reached: nothing listens .*$/m,
    );
    assert.doesNotMatch(err, /secret|\n {4}at /);
    await assert.rejects(Deno.stat(folder.out), Deno.errors.NotFound);
  },
);
