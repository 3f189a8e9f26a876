import assert from "node:assert/strict";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";
import { findPods } from "../../../lib/kubernetes/pods/pod.ts";
import { waitForJob } from "../../../lib/kubernetes/jobs/wait_for_job.ts";
import { waitForRollout } from "../../../lib/kubernetes/pods/wait_for_rollout.ts";
import { versionsOf } from "../champion.ts";
import { CHAMPION } from "../cluster.ts";
import { assertEqualMetrics } from "../equal_metrics.ts";
import type { Metrics } from "../host_run.ts";
import { runOfJob, runsOfJob } from "../tracked_runs.ts";
import { halfWay, startTraining, type TrainingJob } from "../training_job.ts";
import { until } from "../until.ts";

const LIMIT_SECONDS = 300;

/** A pod is told to stop, and killed when it has not within this time (terminationGracePeriodSeconds). */
const GRACE_SECONDS = 60;

/** A pod that is killed half-way is followed by one that goes on. */
export async function checkDeletedPod(kubectl: Kubectl, expected: Metrics): Promise<string> {
  const job = await startTraining(kubectl, "train-deleted");
  const pod = await halfWay(kubectl, job);
  await kubectl.run(["delete", "pod", pod, "--force", "--grace-period=0"]);
  return await checkTraining(kubectl, job, expected);
}

/**
 * Suspended, as Kueue does it to a Job that has to make room: its pod has SIGTERM. The run is marked as killed
 * until the Job may go on.
 */
export async function checkStoppedPod(kubectl: Kubectl, expected: Metrics): Promise<string> {
  const job = await startTraining(kubectl, "train-stopped");
  await halfWay(kubectl, job);
  const startMs = performance.now();
  await suspend(kubectl, job, true);
  const labels = `batch.kubernetes.io/job-name=${job.name}`;
  await until("the pod's end", GRACE_SECONDS, async () => {
    const pods = await findPods(kubectl, labels);
    return pods.every(({ status }) => status.phase !== "Running") || undefined;
  });
  const stopSeconds = (performance.now() - startMs) / 1000;
  const statuses = (await runsOfJob(job.uid)).map(({ status }) => status);
  assert.deepEqual(statuses, ["KILLED"]);
  await suspend(kubectl, job, false);
  return `stopped in ${stopSeconds.toFixed(1)} s; ${await checkTraining(kubectl, job, expected)}`;
}

async function suspend(kubectl: Kubectl, { name }: TrainingJob, isSuspended: boolean) {
  const patch = JSON.stringify({ spec: { suspend: isSuspended } });
  await kubectl.run(["patch", "job", name, `--patch=${patch}`]);
}

/** The services of a training that is under way are lost, and come again. */
export async function checkRestartedServices(kubectl: Kubectl, expected: Metrics): Promise<string> {
  const job = await startTraining(kubectl, "train-alone");
  await halfWay(kubectl, job);
  const names = ["postgres", "minio", "mlflow"];
  const selector = `app.kubernetes.io/name in (${names.join(", ")})`;
  await kubectl.run(["delete", "pod", `--selector=${selector}`, "--force", "--grace-period=0"]);
  const said = await checkTraining(kubectl, job, expected);
  for (const workload of ["statefulset/postgres", "statefulset/minio", "deployment/mlflow"]) {
    await waitForRollout(kubectl, workload, { limitSeconds: LIMIT_SECONDS });
  }
  return said;
}

/** A Job that was disturbed completes, with one run, the figures of an undisturbed one, and one version. */
async function checkTraining(
  kubectl: Kubectl,
  { name, uid }: TrainingJob,
  expected: Metrics,
): Promise<string> {
  await waitForJob(kubectl, name, { limitSeconds: LIMIT_SECONDS });
  const run = await runOfJob(uid);
  const figures = assertEqualMetrics(run.metrics, expected);
  const versions = await versionsOf(`${CHAMPION.name}-${name}`);
  assert.deepEqual(
    versions.map(({ run_id }) => run_id),
    [run.id],
    "the runs of the model's versions",
  );
  return `one run, one version, ${figures} figures`;
}
