import type { Dataset } from "../dataset/dataset.ts";
import type { ModelEvaluation } from "../model/evaluate_model.ts";
import type { Model } from "../model/model.ts";
import { batches } from "./batches.ts";
import type { Database } from "./database.ts";
import { insertSamples } from "./record_samples.ts";

const EVALUATION = `
  INSERT INTO evaluation (run_id, dataset_id, model_name, model_version, model_digest, question, labels)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const PREDICTIONS = `
  INSERT INTO prediction (run_id, sample_id, top_label, top_probability, probabilities, correct, seen)
  SELECT $1, sample_id, top_label, top_probability, probabilities, correct, seen
  FROM json_to_recordset($3) AS new(id text, source text, top_label text, top_probability real,
    probabilities real[], correct boolean, seen boolean)
  JOIN sample ON dataset_id = $2 AND clip = id AND source_sha256 = source`;

/** A model's answers for a dataset, under one run. */
export interface RecordedPredictions {
  /** MLflow's. */
  runId: string;
  model: Pick<Model, "name" | "version" | "digest">;
  dataset: Dataset;
  evaluation: Pick<ModelEvaluation, "title" | "labels" | "predictions" | "clips">;
}

/**
 * Records an evaluation, a row a prediction, with the samples that it is about. Recorded once more under
 * the same run, it takes the older one's place.
 *
 * @throws {Error} in one line with what to do; then nothing has been written.
 */
export async function recordPredictions(
  database: Database,
  { runId, model, dataset, evaluation }: RecordedPredictions,
): Promise<void> {
  const { title, labels, predictions, clips } = evaluation;
  const sources = new Map(dataset.samples.map(({ id, sourceSha256 }) => [id, sourceSha256]));
  const rows = predictions.map(({ id, probabilities }, index) => ({
    id,
    source: sources.get(id),
    ...best(labels, probabilities),
    probabilities: Array.from(probabilities),
    correct: clips[index]?.correct,
    seen: clips[index]?.seen,
  }));
  await database.write(async (client) => {
    const datasetId = await insertSamples(client, dataset);
    const { name, version, digest } = model;
    await client.query("DELETE FROM evaluation WHERE run_id = $1", [runId]);
    await client.query(EVALUATION, [runId, datasetId, name, version, digest, title, labels]);
    for (const batch of batches(rows)) {
      const { rowCount } = await client.query(PREDICTIONS, [
        runId,
        datasetId,
        JSON.stringify(batch),
      ]);
      if (rowCount !== batch.length) {
        throw new Error("some predictions are of no clip of the dataset");
      }
    }
  });
}

/** The class that the model holds most likely; the first of equals. */
function best(
  labels: readonly string[],
  probabilities: ArrayLike<number>,
): { top_label: string | undefined; top_probability: number } {
  const scores = Array.from(probabilities);
  const top_probability = Math.max(...scores);
  return { top_label: labels[scores.indexOf(top_probability)], top_probability };
}
