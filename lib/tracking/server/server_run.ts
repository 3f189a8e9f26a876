import { printNote } from "../../cli/print.ts";
import { checkKey, checkStep, checkValue } from "../mlflow_rules.ts";
import { findJobModel } from "../models/job_model.ts";
import { logEvaluatedModel, logModel } from "../models/log_model.ts";
import { batches, MAX_PARAMS, MAX_TAGS } from "../rest/batches.ts";
import { Empty, type RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { type DatasetInput, MODEL_NAME, type Params, type Run } from "../tracker.ts";
import { uploadArtifact } from "../upload_artifact.ts";
import { type LoggedMetric, MetricBuffer } from "./metric_buffer.ts";

/**
 * A run on a tracking server. Metrics are sent in the background, at the latest at its end; all else before
 * the call returns. A request that is repeated changes nothing: MLflow stores a metric once per run, key,
 * step, time and value, and the time is that of the call.
 */
export class ServerRun implements Run {
  readonly id: string;
  readonly experimentId: string;
  readonly startTimeMs: number;
  readonly #client: MlflowClient;
  readonly #artifactUri: string;
  readonly #metrics: MetricBuffer;

  constructor(client: MlflowClient, { info }: RunRecord) {
    this.id = info.run_id;
    this.experimentId = info.experiment_id;
    this.startTimeMs = info.start_time;
    this.#client = client;
    this.#artifactUri = info.artifact_uri;
    this.#metrics = new MetricBuffer((metrics) => this.#log({ metrics }));
  }

  /** @throws {MlflowError} if a parameter has another value already: MLflow's parameters never change. */
  async logParams(params: Params): Promise<void> {
    const entries = Object.entries(params).map(([key, value]) => ({ key, value: String(value) }));
    for (const { key, value } of entries) {
      checkKey("param", key);
      checkValue("param", key, value);
    }
    for (const batch of batches(entries, MAX_PARAMS)) await this.#log({ params: batch });
  }

  async logMetrics(metrics: Readonly<Record<string, number>>, step = 0): Promise<void> {
    checkStep(step);
    for (const key of Object.keys(metrics)) checkKey("metric", key);
    const timestamp = Date.now();
    await this.#metrics.add(
      Object.entries(metrics).map(([key, value]): LoggedMetric => ({
        key,
        value: Number.isFinite(value) ? value : String(value),
        timestamp,
        step,
      })),
    );
  }

  async setTags(tags: Readonly<Record<string, string>>): Promise<void> {
    const entries = Object.entries(tags).map(([key, value]) => ({ key, value }));
    for (const { key, value } of entries) {
      checkKey("tag", key);
      checkValue("tag", key, value);
    }
    for (const batch of batches(entries, MAX_TAGS)) await this.#log({ tags: batch });
  }

  async logDataset({ context, sourceType, ...dataset }: DatasetInput): Promise<void> {
    const tags = [{ key: "mlflow.data.context", value: context }];
    const datasets = [{ dataset: { ...dataset, source_type: sourceType }, tags }];
    await this.#client.call("POST", "mlflow/runs/log-inputs", { run_id: this.id, datasets }, Empty);
  }

  async logArtifact(localPath: string, artifactPath: string): Promise<void> {
    const artifacts = await openArtifacts(this.#artifactUri, this.#client);
    await uploadArtifact(artifacts, localPath, artifactPath);
  }

  /**
   * MLflow keeps a LoggedModel's files at a place of its own. They also stand among the run's artifacts, where
   * clients before MLflow 3, and whoever reads the bucket itself, look for a run's model.
   *
   * A Job's run that has a whole model keeps it, see {@linkcode findJobModel}.
   */
  async logModel(folder: string): Promise<string> {
    const made = await findJobModel(this.#client, this.id);
    if (made !== undefined) return made;
    await this.logArtifact(folder, MODEL_NAME);
    await this.#metrics.flush();
    return await logModel(this.#client, this.id, folder);
  }

  async logEvaluatedModel(loggedModelId: string): Promise<void> {
    await this.#metrics.flush();
    await logEvaluatedModel(this.#client, this.id, loggedModelId);
  }

  /** @throws {Error} if what it logged cannot be sent; a run that has failed ends all the same, with a note. */
  async end(status: "FINISHED" | "FAILED" | "KILLED"): Promise<void> {
    await this.#metrics.flush().catch((error) => {
      if (status === "FINISHED") throw error;
      printNote(`Warning: ${this.#metrics.size} metrics of the run are lost: ${error.message}`);
    });
    const data = { run_id: this.id, status, end_time: Date.now() };
    await this.#client.call("POST", "mlflow/runs/update", data, Empty);
  }

  async #log(data: Readonly<Record<string, readonly unknown[]>>): Promise<void> {
    await this.#client.call("POST", "mlflow/runs/log-batch", { run_id: this.id, ...data }, Empty);
  }
}
