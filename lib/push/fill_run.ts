import { uploadFolder } from "../storage/upload_folder.ts";
import { batches, MAX_METRICS, MAX_PARAMS, MAX_TAGS } from "../tracking/rest/batches.ts";
import { PUSHED_REVISION_TAG } from "../tracking/rest/id_tags.ts";
import { Empty } from "../tracking/rest/mlflow_answers.ts";
import type { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { openArtifacts } from "../tracking/rest/open_artifacts.ts";
import { chunks } from "./chunks.ts";
import { readMetrics } from "./read_metrics.ts";
import type { RunContent } from "./read_run.ts";
import type { StoredRun } from "./stored_run.ts";

/** Told what is being done, in words. */
export type OnStep = (step: string) => void;

/**
 * Sends what a run on disk has recorded to the run that was made for it. Each step adds nothing when it is
 * done again: MLflow keeps a parameter, a tag, a dataset, and a metric's value of a time and step once, and a
 * file replaces the one of its name.
 */
export async function fillRun(
  client: MlflowClient,
  { runId, artifactUri }: { runId: string; artifactUri: string },
  content: RunContent,
  onStep: OnStep,
): Promise<void> {
  await sendInputs(client, runId, content);
  await sendMetrics(client, runId, content, onStep);
  if (content.artifacts === undefined) return;
  onStep("artifacts");
  await uploadFolder(content.artifacts, await openArtifacts(artifactUri, client));
}

/**
 * Ends a run as the one on disk has ended, and marks it as whole.
 *
 * @param revision Of the run on disk, from before it was read.
 */
export async function finishRun(
  client: MlflowClient,
  runId: string,
  { name, status, endTimeMs }: StoredRun,
  revision: string,
): Promise<void> {
  const end = { run_id: runId, run_name: name, status, end_time: endTimeMs };
  await client.call("POST", "mlflow/runs/update", end, Empty);
  await log(client, runId, { tags: [{ key: PUSHED_REVISION_TAG, value: revision }] });
}

async function sendInputs(
  client: MlflowClient,
  runId: string,
  { params, tags, inputs }: RunContent,
): Promise<void> {
  for (const batch of batches(params, MAX_PARAMS)) await log(client, runId, { params: batch });
  for (const batch of batches(tags, MAX_TAGS)) await log(client, runId, { tags: batch });
  for (const input of inputs) {
    const data = { run_id: runId, datasets: [input] };
    await client.call("POST", "mlflow/runs/log-inputs", data, Empty);
  }
}

async function sendMetrics(
  client: MlflowClient,
  runId: string,
  { folder, metricCount }: RunContent,
  onStep: OnStep,
): Promise<void> {
  let sent = 0;
  for await (const chunk of chunks(readMetrics(folder), MAX_METRICS)) {
    onStep(`${sent} of ${metricCount} metrics`);
    for (const batch of batches(chunk, MAX_METRICS)) await log(client, runId, { metrics: batch });
    sent += chunk.length;
  }
}

async function log(
  client: MlflowClient,
  runId: string,
  data: Readonly<Record<string, readonly unknown[]>>,
): Promise<void> {
  await client.call("POST", "mlflow/runs/log-batch", { run_id: runId, ...data }, Empty);
}
