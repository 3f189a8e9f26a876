import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { walkFiles } from "../lib/storage/walk_files.ts";
import { loggedModelsOf } from "../lib/tracking/models/logged_model.ts";
import { VersionsAnswer } from "../lib/tracking/models/model_answers.ts";
import { JOB_TAG, JOB_WORK_TAG } from "../lib/tracking/rest/id_tags.ts";
import { RunAnswer, type RunRecord } from "../lib/tracking/rest/mlflow_answers.ts";
import { MlflowClient } from "../lib/tracking/rest/mlflow_client.ts";
import { findRun, QUICK, runIds, uniqueName } from "../lib/tracking/rest/test_server.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";
import { type Folder, makeFolder } from "./two_sounds_test_data.ts";

const LOOK_EVERY_MS = 10;

/** That `makeFolder()` makes. */
const CLIPS = 12;

/** Metrics that tell of the machine and of time. */
const OF_MACHINE = /^system\/|^elapsed_sec$/;

/** A Job that trains on a server and registers its model, in pods that share its cache of embeddings alone. */
interface Job {
  folder: Folder;
  server: string;
  experiment: string;
  model: string;
  uid: string;
}

async function makeJob(server: string): Promise<Job> {
  const folder = await makeFolder();
  const uid = crypto.randomUUID();
  return { folder, server, uid, experiment: uniqueName(), model: uniqueName() };
}

function argsOf({ folder, model }: Job, out: string): string[] {
  return [
    ...["--dataset", folder.clips, "--out", out, "--backbone", "logmel"],
    ...["--head", "mlp", "--epochs", "60", "--register", model, "--alias", "champion"],
  ];
}

function envOf({ folder, server, experiment, uid }: Job): Record<string, string> {
  return {
    YAMNET_KIT_CACHE: folder.cache,
    MLFLOW_TRACKING_URI: server,
    EXP_NAME: experiment,
    JOB_UID: uid,
  };
}

const clientOf = ({ server }: Job) => new MlflowClient(server, QUICK);

/** The only run of a Job's experiment, once it is there. */
async function runOf(job: Job): Promise<RunRecord | undefined> {
  const [id, ...others] = await runIds(job.server, job.experiment).catch(() => []);
  assert.deepEqual(others, []);
  if (id === undefined) return undefined;
  return (await clientOf(job).call("GET", "mlflow/runs/get", { run_id: id }, RunAnswer)).run;
}

async function modelsOf(job: Job): Promise<string[]> {
  const run = await runOf(job);
  if (!run) return [];
  return (await loggedModelsOf(clientOf(job), run)).map(({ info }) => info.status);
}

async function versionsOf(job: Job) {
  const query = { filter: `name = '${job.model}'` };
  const path = "mlflow/model-versions/search";
  return (await clientOf(job).call("GET", path, query, VersionsAnswer)).model_versions;
}

/** Whether the pod that is at work has come so far. */
type Moment = (job: Job, podStartMs: number) => Promise<boolean>;

/** Metrics of a run that were logged since a pod has started. */
async function loggedSince(job: Job, startMs: number): Promise<string[]> {
  const { data } = await runOf(job) ?? { data: { metrics: [] } };
  return data.metrics.filter(({ timestamp }) => timestamp >= startMs).map(({ key }) => key);
}

/** Clips whose embeddings are on the disk that the pods share. */
async function embeddedCount({ folder: { cache } }: Job): Promise<number> {
  const embeddings = join(cache, "embeddings");
  const paths = await Array.fromAsync(walkFiles(embeddings)).catch(() => []);
  return paths.filter((path) => /-[0-9a-f]{16}$/.test(path)).length;
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  "its run has just started": async (job) => await runOf(job) !== undefined,
  "clips are being embedded": async (job) => await embeddedCount(job) > 0,
  "heads are being fitted": async (job) => await embeddedCount(job) === CLIPS,
  "figures of folds are there": async (job, startMs) =>
    (await loggedSince(job, startMs)).some((key) => key.startsWith("fold_")),
  "its model is being logged": async (job) => (await modelsOf(job)).length > 0,
  "its model is whole": async (job) => (await modelsOf(job)).includes("LOGGED_MODEL_READY"),
  "its model is registered": async (job) => (await versionsOf(job)).length > 0,
};

/** Starts a pod, and signals it once it has come so far. */
async function signalPod(job: Job, out: string, isReached: Moment, signal: Deno.Signal) {
  const startMs = Date.now();
  const child = taskCommand("train", argsOf(job, out), envOf(job), { detached: true }).spawn();
  let hasEnded = false;
  const ended = child.output().then(textOf).finally(() => hasEnded = true);
  while (!hasEnded && !await isReached(job, startMs)) await delay(LOOK_EVERY_MS);
  const signalMs = performance.now();
  try {
    Deno.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
  }
  return { ...await ended, seconds: (performance.now() - signalMs) / 1000 };
}

/** What a run has measured, as it stands last. */
function figuresOf({ data }: RunRecord): [key: string, value: number][] {
  return data.metrics.filter(({ key }) => !OF_MACHINE.test(key))
    .map(({ key, value }): [string, number] => [key, z.coerce.number().parse(value)])
    .sort(([a], [b]) => a < b ? -1 : 1);
}

/** Asserts that a Job has done once what an undisturbed one does. */
async function assertDone(job: Job, undisturbed: Job): Promise<void> {
  const [run, other] = [await runOf(job), await runOf(undisturbed)];
  assert.ok(run && other);
  assert.equal(run.info.status, "FINISHED");
  assert.ok((run.info.end_time ?? 0) > run.info.start_time);
  assert.ok(run.data.tags.some(({ key, value }) => key === JOB_TAG && value === job.uid));
  assert.deepEqual(await modelsOf(job), ["LOGGED_MODEL_READY"]);
  assert.equal((await versionsOf(job)).length, 1);
  const [there, wanted] = [figuresOf(run), figuresOf(other)];
  assert.deepEqual(there.map(([key]) => key), wanted.map(([key]) => key));
  for (const [index, [key, value]] of there.entries()) {
    const difference = Math.abs(value - (wanted[index]?.[1] ?? NaN));
    assert.ok(difference < 1e-6, `${key} differs by ${difference}`);
  }
}

defineServiceTest(
  "train's pods that are killed at any moment are followed by one that goes on in the Job's run",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const undisturbed = await makeJob(mlflow);
    const job = await makeJob(mlflow);
    const pod = (of: Job, name: string) => join(of.folder.out, "..", name);
    const whole = await runTask(
      "train",
      argsOf(undisturbed, pod(undisturbed, "whole")),
      envOf(undisturbed),
    );
    assert.equal(whole.code, 0, whole.err);

    for (const [name, isReached] of Object.entries(MOMENTS)) {
      const killed = await signalPod(job, pod(job, name), isReached, "SIGKILL");
      assert.notEqual(killed.code, 1, killed.err);
    }
    for (const name of ["last", "again, as its end was not seen"]) {
      const { code, err } = await runTask("train", argsOf(job, pod(job, name)), envOf(job));
      assert.equal(code, 0, err);
      await assertDone(job, undisturbed);
    }
  },
);

defineServiceTest(
  "a pod that is told to stop ends soon with its run marked so, and the next one goes on in it",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const [job, undisturbed] = [await makeJob(mlflow), await makeJob(mlflow)];
    const started: Moment = async (job) =>
      (await runOf(job))?.data.params.some(({ key }) => key === "backbone") === true;
    const { code, err, seconds } = await signalPod(job, job.folder.out, started, "SIGTERM");
    assert.equal(code, 143, err);
    assert.match(err, /^Stopped: the run is marked as killed$/m);
    assert.ok(seconds < 10, `it took ${seconds} s`);
    assert.equal((await runOf(job))?.info.status, "KILLED");
    for (const each of [job, undisturbed]) {
      const { code, err } = await runTask("train", argsOf(each, each.folder.out), envOf(each));
      assert.equal(code, 0, err);
    }
    await assertDone(job, undisturbed);
  },
);

defineServiceTest(
  "a pod that trains and then evaluates in one experiment has a run of each, and so has the next one",
  ["mlflow", "s3"],
  async ({ mlflow }) => {
    const job = await makeJob(mlflow);
    const { clips, out } = job.folder;
    const data = ["--dataset", clips, "--out"];
    for (let pod = 1; pod <= 2; pod++) {
      for (
        const [task, ...args] of [
          ["train", ...data, out, "--backbone", "logmel"],
          ["evaluate", ...data, `${out}-evaluation`, "--model", out],
        ] as const
      ) {
        const { code, err } = await runTask(task, args, envOf(job));
        assert.equal(code, 0, err);
      }
      const runs = await Promise.all(
        (await runIds(mlflow, job.experiment)).map((id) => findRun(mlflow, id)),
      );
      assert.deepEqual(runs.map(({ tags }) => tags[JOB_WORK_TAG]).sort(), [
        "clips logistic",
        "evaluate clips",
      ]);
    }
  },
);
