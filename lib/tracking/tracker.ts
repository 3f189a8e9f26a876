/** Data that went into a run, as MLflow shows it beside the run. Made by `datasetInput()`. */
export interface DatasetInput {
  name: string;
  /** Names the content; at most 36 characters. */
  digest: string;
  /** MLflow's name for the kind of place: "local", "s3" or "http". */
  sourceType: string;
  /** JSON: where the data is. */
  source: string;
  /** JSON: its columns. */
  schema: string;
  /** JSON: how much it is. */
  profile: string;
  /** What the run used it for. */
  context: "training" | "evaluation";
}

/** Name of a run's model: it is found at `runs:/<run id>/model`. */
export const MODEL_NAME = "model";

/** Parameters of a run by their names; it keeps them as texts. */
export type Params = Readonly<Record<string, string | number | boolean>>;

/** One recorded piece of work: what went in, what came out. */
export interface Run {
  readonly id: string;
  readonly experimentId: string;
  /** In ms since 1970; of its first start, where it goes on. */
  readonly startTimeMs: number;
  logParams(params: Params): Promise<void>;
  /** @param step Epoch or other counter; 0 for figures of the whole run. */
  logMetrics(metrics: Readonly<Record<string, number>>, step?: number): Promise<void>;
  setTags(tags: Readonly<Record<string, string>>): Promise<void>;
  logDataset(dataset: DatasetInput): Promise<void>;
  /** Copies a file or folder to `artifactPath` under the run's artifacts. */
  logArtifact(localPath: string, artifactPath: string): Promise<void>;
  /**
   * Keeps a model package with the run, as its artifact {@linkcode MODEL_NAME}, and on a server also as a
   * LoggedModel, which gets the parameters and the figures of step 0 that the run has by then.
   *
   * @returns The LoggedModel's id, "m-…", by which it can be registered; the file store has none.
   */
  logModel(folder: string): Promise<string | undefined>;
  /** Says that the run's figures of step 0 are about that LoggedModel; the file store knows none. */
  logEvaluatedModel(loggedModelId: string): Promise<void>;
  end(status: "FINISHED" | "FAILED" | "KILLED"): Promise<void>;
}

/** Where runs are recorded. */
export interface Tracker {
  /** Starts a run, or goes on with one, which must not have been made with other parameters than `params`. */
  startRun(options: { experiment: string; name: string; params?: Params }): Promise<Run>;
}
