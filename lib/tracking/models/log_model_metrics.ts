import { batches, MAX_METRICS } from "../rest/batches.ts";
import { Empty, type RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";

/** What the machine was doing says nothing of a model. */
const OF_MACHINE = /^system\//;

/**
 * Gives a run's figures to a LoggedModel too, with the dataset that they are about, as MLflow's own client
 * does: those of step 0, which are not of an epoch. A figure that the model has already is not added again.
 */
export async function logModelMetrics(
  client: MlflowClient,
  { info: { run_id }, data, inputs }: RunRecord,
  modelId: string,
): Promise<void> {
  const dataset = inputs.dataset_inputs[0]?.dataset;
  const metrics = data.metrics
    .filter(({ key, step }) => step === 0 && !OF_MACHINE.test(key))
    .map((metric) => ({
      ...metric,
      model_id: modelId,
      ...(dataset && { dataset_name: dataset.name, dataset_digest: dataset.digest }),
    }));
  for (const batch of batches(metrics, MAX_METRICS)) {
    await client.call("POST", "mlflow/runs/log-batch", { run_id, metrics: batch }, Empty);
  }
}
