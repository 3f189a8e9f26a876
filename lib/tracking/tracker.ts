/** One recorded piece of work: what went in, what came out. */
export interface Run {
  readonly id: string;
  readonly experimentId: string;
  logParams(params: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  /** @param step Epoch or other counter; 0 for figures of the whole run. */
  logMetrics(metrics: Readonly<Record<string, number>>, step?: number): Promise<void>;
  setTags(tags: Readonly<Record<string, string>>): Promise<void>;
  /** Copies a file or folder to `artifactPath` under the run's artifacts. */
  logArtifact(localPath: string, artifactPath: string): Promise<void>;
  end(status: "FINISHED" | "FAILED" | "KILLED"): Promise<void>;
}

/** Where runs are recorded. */
export interface Tracker {
  startRun(options: { experiment: string; name: string }): Promise<Run>;
}
