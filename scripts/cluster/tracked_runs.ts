import { z } from "zod";
import { RunsAnswer } from "../../lib/tracking/rest/mlflow_answers.ts";
import { MlflowClient } from "../../lib/tracking/rest/mlflow_client.ts";
import { ADDRESSES } from "./cluster.ts";
import type { Metrics } from "./host_run.ts";

/** A run in the cluster's MLflow. */
export interface TrackedRun {
  id: string;
  experimentId: string;
  status: string;
  /** The last value of each. */
  metrics: Metrics;
}

const Experiments = z.object({
  experiments: z.array(z.object({ experiment_id: z.string() })).default([]),
});

/** The runs that pods of a Job have recorded. */
export async function runsOfJob(jobUid: string): Promise<TrackedRun[]> {
  const client = new MlflowClient(ADDRESSES.mlflow);
  const all = { max_results: 100 };
  const { experiments } = await client.call("GET", "mlflow/experiments/search", all, Experiments);
  const { runs } = await client.call("POST", "mlflow/runs/search", {
    experiment_ids: experiments.map(({ experiment_id }) => experiment_id),
    filter: `tags.\`kubernetes.job_uid\` = '${jobUid}'`,
  }, RunsAnswer);
  return runs.map(({ info, data }) => ({
    id: info.run_id,
    experimentId: info.experiment_id,
    status: info.status,
    metrics: Object.fromEntries(data.metrics.map(({ key, value }) => [key, Number(value)])),
  }));
}

/** The one run of a Job that is done. */
export async function runOfJob(jobUid: string): Promise<TrackedRun> {
  const runs = await runsOfJob(jobUid);
  const [run] = runs;
  if (run && runs.length === 1 && run.status === "FINISHED") return run;
  const found = runs.map(({ id, status }) => `${id} ${status}`).join(", ") || "none";
  throw new Error(`Wanted one FINISHED run of the Job ${jobUid}; found ${found}`);
}
