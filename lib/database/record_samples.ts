import { z } from "zod";
import type { Dataset } from "../dataset/dataset.ts";
import { batches } from "./batches.ts";
import type { Database } from "./database.ts";
import type { Client } from "./with_client.ts";

/** The update changes nothing, but it locks the row: a second writer of this dataset waits here. */
const DATASET = `
  INSERT INTO dataset (name, data_hash) VALUES ($1, $2)
  ON CONFLICT (name, data_hash) DO UPDATE SET name = excluded.name
  RETURNING dataset_id`;

const SAMPLES = `
  INSERT INTO sample (dataset_id, clip, filepath, source_sha256, duration_seconds, recording, fold, split,
    licence, attribution)
  SELECT $1, id, filepath, "sourceSha256", "durationSeconds", recording, fold, split, licence, attribution
  FROM json_to_recordset($2) AS new(id text, filepath text, "sourceSha256" text,
    "durationSeconds" double precision, recording text, fold integer, split text, licence text,
    attribution text)
  ON CONFLICT DO NOTHING`;

const LABELS = `
  INSERT INTO sample_label (sample_id, label)
  SELECT sample_id, unnest(labels)
  FROM json_to_recordset($2) AS new(id text, labels text[])
  JOIN sample ON dataset_id = $1 AND clip = id
  ON CONFLICT DO NOTHING`;

/** A bigint, which `pg` gives as text. */
const Inserted = z.object({ rows: z.tuple([z.object({ dataset_id: z.string() })]) });

/**
 * Records a dataset's samples and labels, once: a dataset of this name with this data hash that is there
 * already stays as it is.
 *
 * @throws {Error} in one line with what to do; then nothing has been written.
 */
export async function recordSamples(database: Database, dataset: Dataset): Promise<void> {
  await database.write(async (client) => {
    await insertSamples(client, dataset);
  });
}

/**
 * {@linkcode recordSamples} as part of a larger transaction.
 *
 * @returns The number by which other tables name the dataset.
 */
export async function insertSamples(
  client: Client,
  { name, dataHash, samples }: Dataset,
): Promise<string> {
  const { rows: [{ dataset_id: datasetId }] } = Inserted.parse(
    await client.query(DATASET, [name, dataHash]),
  );
  for (const batch of batches(samples)) {
    const rows = JSON.stringify(batch);
    await client.query(SAMPLES, [datasetId, rows]);
    await client.query(LABELS, [datasetId, rows]);
  }
  return datasetId;
}
