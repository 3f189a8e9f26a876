import { isRunId } from "../tracking/mlflow_rules.ts";
import type { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { findPushedRun } from "./pushed_run.ts";
import type { KeyValue } from "./read_texts.ts";
import type { StoredRun } from "./stored_run.ts";

/** MLflow's tag of a nested run: the id of the run that it belongs to. */
const PARENT_TAG = "mlflow.parentRunId";

/**
 * A run's tags as they are on the server: its parent has another id there. It was begun earlier, and so was
 * pushed earlier; where it was not pushed, the tag stays as it is.
 */
export async function withParentThere(
  client: MlflowClient,
  experimentId: string,
  run: StoredRun,
  tags: readonly KeyValue[],
): Promise<KeyValue[]> {
  return await Promise.all(tags.map(async (tag) => {
    if (tag.key !== PARENT_TAG || !isRunId(tag.value)) return tag;
    const parent = await findPushedRun(client, experimentId, { ...run, id: tag.value });
    return parent ? { ...tag, value: parent.id } : tag;
  }));
}
