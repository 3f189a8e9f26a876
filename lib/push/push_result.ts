/** What became of a run on disk. */
export interface PushResult {
  /** Of the run on disk. */
  sourceRunId: string;
  name: string;
  experiment: string;
  /**
   * "pushed": it is on the server now; "unchanged": it was there already; "deleted": somebody has deleted it
   * there, so it stays away; "failed": `problem` says why.
   */
  outcome: "pushed" | "unchanged" | "deleted" | "failed";
  problem?: string;
  /** Of the run on the server. */
  runId?: string;
  experimentId?: string;
  /** Number of the registered version. */
  version?: string | undefined;
}
