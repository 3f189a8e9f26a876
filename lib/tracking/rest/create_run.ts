import { RunAnswer, type RunRecord, RunsAnswer } from "./mlflow_answers.ts";
import type { MlflowClient } from "./mlflow_client.ts";

/** A tag whose value no other run of the experiment has. */
export interface IdTag {
  key: string;
  value: string;
}

/** What a new run is, by the names of MLflow's REST API. */
export interface NewRun {
  experiment_id: string;
  run_name: string;
  user_id: string;
  /** In ms since 1970. */
  start_time: number;
  tags: Readonly<Record<string, string>>;
}

/**
 * Creates a run of a server, as a running one, and only one: where an answer was lost, it is found again by its
 * tag.
 */
export async function createRun(
  client: MlflowClient,
  { tags, ...run }: NewRun,
  id: IdTag,
): Promise<RunRecord> {
  const others = { "mlflow.runName": run.run_name, ...tags };
  const data = {
    ...run,
    tags: [...Object.entries(others).map(([key, value]) => ({ key, value })), id],
  };
  return await client.retry(async (attempt) => {
    const [made] = attempt > 1 ? await findRunsByTag(client, run.experiment_id, id) : [];
    return made ?? (await client.send("POST", "mlflow/runs/create", data, RunAnswer)).run;
  });
}

/** The runs of an experiment that have a tag, the last one first, by default also deleted ones; asked once. */
export async function findRunsByTag(
  client: MlflowClient,
  experimentId: string,
  { key, value }: IdTag,
  view: "ALL" | "ACTIVE_ONLY" = "ALL",
): Promise<RunRecord[]> {
  const data = {
    experiment_ids: [experimentId],
    filter: `tags.\`${key}\` = '${value}'`,
    run_view_type: view,
  };
  return (await client.send("POST", "mlflow/runs/search", data, RunsAnswer)).runs;
}
