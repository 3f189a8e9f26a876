import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { DiskStore } from "../../storage/disk_store.ts";
import { checkContinued } from "../check_continued.ts";
import { cannotContinue, type ContinuedBy } from "../continuation.ts";
import { checkKey, checkStep, checkValue } from "../mlflow_rules.ts";
import { type DatasetInput, MODEL_NAME, type Params, type Run } from "../tracker.ts";
import { uploadArtifact } from "../upload_artifact.ts";
import { writeDatasetInput } from "./file_dataset.ts";
import { readMeta, writeMeta } from "./meta_yaml.ts";

/** What a run's meta.yaml says besides its state. */
export interface FileRunInfo {
  id: string;
  name: string;
  experimentId: string;
  userId: string;
  startTimeMs: number;
}

const RunMeta = z.object({
  run_id: z.coerce.string(),
  run_name: z.coerce.string().default(""),
  experiment_id: z.coerce.string(),
  user_id: z.coerce.string().default(""),
  start_time: z.number(),
  lifecycle_stage: z.string().default("active"),
});

/** Numbers of mlflow/protos/service.proto. */
const STATUS = { RUNNING: 1, FINISHED: 3, FAILED: 4, KILLED: 5 } as const;

/** `SourceType.LOCAL` of mlflow/entities/source_type.py. */
const SOURCE_TYPE_LOCAL = 4;

/**
 * A run in MLflow's file-store layout (mlflow/store/tracking/file_store.py): a file for each parameter,
 * tag and metric, named by its key; a metric's file has a line `timestamp value step` for each value.
 *
 * A call checks all that it was given before it writes any of it.
 */
export class FileRun implements Run {
  readonly #experimentFolder: string;
  readonly #folder: string;
  readonly #info: FileRunInfo;

  private constructor(experimentFolder: string, info: FileRunInfo) {
    this.#experimentFolder = experimentFolder;
    this.#folder = join(experimentFolder, info.id);
    this.#info = info;
  }

  /** Makes the run's folder and marks it as running; whoever sees the run sees its tags. */
  static async create(
    experimentFolder: string,
    info: FileRunInfo,
    tags: Readonly<Record<string, string>>,
  ): Promise<FileRun> {
    const run = new FileRun(experimentFolder, info);
    for (const name of ["metrics", "params", "tags", "artifacts"]) {
      await Deno.mkdir(join(run.#folder, name), { recursive: true });
    }
    await run.setTags(tags);
    await run.#writeState("RUNNING");
    return run;
  }

  /**
   * Goes on with a run: marks it as running again; its name, parameters and metrics stay.
   *
   * @param by What has named the run.
   * @returns `undefined` if the experiment has no such run.
   * @throws {Error} if it was deleted, or made with other parameters; then it stays as it was.
   */
  static async continue(
    experimentFolder: string,
    id: string,
    by: ContinuedBy,
    params: Params = {},
  ): Promise<FileRun | undefined> {
    const meta = await readMeta(join(experimentFolder, id, "meta.yaml"), RunMeta);
    if (!meta) return undefined;
    if (meta.lifecycle_stage === "deleted") {
      throw cannotContinue(id, by, "it was deleted");
    }
    const run = new FileRun(experimentFolder, {
      id: meta.run_id,
      name: meta.run_name,
      experimentId: meta.experiment_id,
      userId: meta.user_id,
      startTimeMs: meta.start_time,
    });
    checkContinued(id, by, await run.#recorded(Object.keys(params)), params);
    await run.#writeState("RUNNING");
    return run;
  }

  get id(): string {
    return this.#info.id;
  }

  get experimentId(): string {
    return this.#info.experimentId;
  }

  get startTimeMs(): number {
    return this.#info.startTimeMs;
  }

  /** @throws {Error} if a parameter has another value already: MLflow's parameters never change. */
  async logParams(params: Params): Promise<void> {
    const entries = Object.entries(params).map(([key, value]) => ({ key, text: String(value) }));
    for (const { key, text } of entries) {
      checkKey("param", key);
      checkValue("param", key, text);
      const old = await readIfThere(join(this.#folder, "params", key));
      if (old !== undefined && old !== text) {
        throw new Error(
          `Cannot change the param "${key}" from "${old}" to "${text}": a run's parameters stay as they were first logged`,
        );
      }
    }
    for (const { key, text } of entries) await this.#write("params", key, text);
  }

  async logMetrics(metrics: Readonly<Record<string, number>>, step = 0): Promise<void> {
    checkStep(step);
    for (const key of Object.keys(metrics)) checkKey("metric", key);
    const now = Date.now();
    for (const [key, value] of Object.entries(metrics)) {
      await this.#write("metrics", key, `${now} ${value} ${step}\n`, { append: true });
    }
  }

  async setTags(tags: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(tags)) {
      checkKey("tag", key);
      checkValue("tag", key, value);
    }
    for (const [key, value] of Object.entries(tags)) await this.#write("tags", key, value);
  }

  async logDataset(dataset: DatasetInput): Promise<void> {
    await writeDatasetInput(this.#experimentFolder, this.id, dataset);
  }

  async logArtifact(localPath: string, artifactPath: string): Promise<void> {
    const artifacts = new DiskStore(join(this.#folder, "artifacts"));
    await uploadArtifact(artifacts, localPath, artifactPath);
  }

  async logModel(folder: string): Promise<undefined> {
    await this.logArtifact(folder, MODEL_NAME);
  }

  async logEvaluatedModel(): Promise<void> {}

  async end(status: "FINISHED" | "FAILED" | "KILLED"): Promise<void> {
    await this.#writeState(status, Date.now());
  }

  /** Those of these parameters that the run has. */
  async #recorded(keys: readonly string[]): Promise<Map<string, string>> {
    const params = new Map<string, string>();
    for (const key of keys) {
      const text = await readIfThere(join(this.#folder, "params", key));
      if (text !== undefined) params.set(key, text);
    }
    return params;
  }

  async #write(
    folder: "params" | "metrics" | "tags",
    key: string,
    text: string,
    options: Deno.WriteFileOptions = {},
  ): Promise<void> {
    const path = join(this.#folder, folder, key);
    try {
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeTextFile(path, text, options);
    } catch (cause) {
      throw new Error(
        `Cannot record "${key}" in ${folder}: ${
          reason(cause)
        }. Keys are files here: "a" and "a/b" cannot both be one`,
      );
    }
  }

  async #writeState(status: keyof typeof STATUS, endTimeMs: number | null = null): Promise<void> {
    const { id, name, experimentId, userId, startTimeMs } = this.#info;
    await writeMeta(join(this.#folder, "meta.yaml"), {
      artifact_uri: pathToFileURL(join(this.#folder, "artifacts")).href,
      deleted_time: null,
      end_time: endTimeMs,
      entry_point_name: "",
      experiment_id: experimentId,
      lifecycle_stage: "active",
      run_id: id,
      run_name: name,
      source_name: "",
      source_type: SOURCE_TYPE_LOCAL,
      source_version: "",
      start_time: startTimeMs,
      status: STATUS[status],
      tags: [],
      user_id: userId,
    });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return await Deno.readTextFile(path).catch(() => undefined);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
