import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DatasetInput } from "../tracker.ts";
import { writeMeta } from "./meta_yaml.ts";

/**
 * Records in the file store that a dataset went into a run: the dataset once per experiment, and that the run
 * had it (`log_inputs` of mlflow/store/tracking/file_store.py).
 */
export async function writeDatasetInput(
  experimentFolder: string,
  runId: string,
  { context, sourceType, ...dataset }: DatasetInput,
): Promise<void> {
  const id = md5(dataset.name + dataset.digest);
  await writeMeta(join(experimentFolder, "datasets", id, "meta.yaml"), {
    ...dataset,
    source_type: sourceType,
  });
  await writeMeta(join(experimentFolder, runId, "inputs", md5(id + runId), "meta.yaml"), {
    source_type: "DATASET",
    source_id: id,
    destination_type: "RUN",
    destination_id: id, // as MLflow writes it
    tags: { "mlflow.data.context": context },
  });
}

/** What MLflow names the folders by. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
