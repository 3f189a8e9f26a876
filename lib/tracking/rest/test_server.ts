import { z } from "zod";
import { ExperimentAnswer, RunAnswer, RunsAnswer } from "./mlflow_answers.ts";
import { MlflowClient } from "./mlflow_client.ts";
import { mlflowSettings } from "./mlflow_settings.ts";

/** For tests: as patient as MLflow's client, but in a hurry. */
export const QUICK = { ...mlflowSettings(() => undefined), backoffSeconds: 0.1, jitterSeconds: 0 };

/** A name that no other test of the same server has. */
export function uniqueName(): string {
  return `test ${crypto.randomUUID()}`;
}

const History = z.object({
  metrics: z.array(z.object({
    value: z.union([z.number(), z.string()]).transform(Number),
    step: z.number().default(0),
    timestamp: z.number(),
  })).default([]),
});

/** What a server says of a run. */
export interface FoundRun {
  status: string;
  name: string;
  artifactUri: string;
  params: Record<string, string>;
  tags: Record<string, string>;
  metricKeys: string[];
}

/** Asks a server for a run. */
export async function findRun(server: string, id: string): Promise<FoundRun> {
  const client = new MlflowClient(server, QUICK);
  const { run: { info, data } } = await client.call(
    "GET",
    "mlflow/runs/get",
    { run_id: id },
    RunAnswer,
  );
  const record = (entries: readonly { key: string; value: string }[]) =>
    Object.fromEntries(entries.map(({ key, value }) => [key, value]));
  return {
    status: info.status,
    name: info.run_name,
    artifactUri: info.artifact_uri,
    params: record(data.params),
    tags: record(data.tags),
    metricKeys: data.metrics.map(({ key }) => key).sort(),
  };
}

/** The ids of an experiment's runs. */
export async function runIds(server: string, experiment: string): Promise<string[]> {
  const client = new MlflowClient(server, QUICK);
  const name = { experiment_name: experiment };
  const path = "mlflow/experiments/get-by-name";
  const { experiment_id } = (await client.call("GET", path, name, ExperimentAnswer)).experiment;
  const data = { experiment_ids: [experiment_id] };
  const { runs } = await client.call("POST", "mlflow/runs/search", data, RunsAnswer);
  return runs.map(({ info }) => info.run_id);
}

/** All values of a metric as the server has them: step and value, each as often as it is stored. */
export async function metricHistory(
  server: string,
  runId: string,
  key: string,
): Promise<[step: number, value: number][]> {
  const client = new MlflowClient(server, QUICK);
  const query = { run_id: runId, metric_key: key };
  const { metrics } = await client.call("GET", "mlflow/metrics/get-history", query, History);
  return metrics.map(({ step, value }): [number, number] => [step, value])
    .sort(([a], [b]) => a - b);
}
