/** MLflow's states of a run, by their numbers in meta.yaml (mlflow/protos/service.proto). */
export const RUN_STATUS = {
  1: "RUNNING",
  2: "SCHEDULED",
  3: "FINISHED",
  4: "FAILED",
  5: "KILLED",
} as const;
export type RunStatus = typeof RUN_STATUS[keyof typeof RUN_STATUS];

/** A run of a file store, without what it has recorded. */
export interface StoredRun {
  id: string;
  name: string;
  /** Name of its experiment. */
  experiment: string;
  userId: string;
  status: RunStatus;
  /** In ms since 1970. */
  startTimeMs: number;
  /** `undefined` while it runs, and where its process was killed. */
  endTimeMs: number | undefined;
  /** Where its artifacts are, as it was recorded; the store may have been moved since. */
  artifactUri: string;
  /** Where it lies on disk. */
  folder: string;
}

/** Data that went into a run, by the names of MLflow's REST API (`DatasetInput`). */
export interface StoredInput {
  tags: { key: string; value: string }[];
  dataset: {
    name: string;
    digest: string;
    source_type: string;
    source: string;
    schema?: string;
    profile?: string;
  };
}
