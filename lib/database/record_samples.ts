import { z } from "zod";
import type { Sample } from "../dataset/dataset.ts";
import { batches } from "./batches.ts";
import type { Database } from "./database.ts";
import type { Client } from "../postgres/with_client.ts";

/** The update changes nothing, but it locks the row: a second writer of this dataset waits here. */
const DATASET = `
  INSERT INTO dataset (name, data_hash) VALUES ($1, $2)
  ON CONFLICT (name, data_hash) DO UPDATE SET name = excluded.name
  RETURNING dataset_id`;

const SAMPLES = `
  WITH new AS (
    SELECT * FROM json_to_recordset($2) AS new(id text, filepath text, "sourceSha256" text,
      "durationSeconds" double precision, recording text, fold integer, split text, licence text,
      attribution text, labels text[])
  ), added AS (
    INSERT INTO sample (dataset_id, clip, filepath, source_sha256, duration_seconds, recording, fold, split,
      licence, attribution)
    SELECT $1, id, filepath, "sourceSha256", "durationSeconds", recording, fold, split, licence, attribution
    FROM new
    ON CONFLICT DO NOTHING
    RETURNING sample_id, clip
  )
  INSERT INTO sample_label (sample_id, label)
  SELECT DISTINCT sample_id, unnest(labels) FROM added JOIN new ON clip = id`;

/** A dataset as it is recorded: where its files lie on this machine plays no part. */
export interface RecordedDataset {
  name: string;
  dataHash: string;
  samples: readonly Omit<Sample, "path">[];
}

/** A bigint, which `pg` gives as text. */
const Inserted = z.object({ rows: z.tuple([z.object({ dataset_id: z.string() })]) });

/**
 * Records a dataset's samples and labels, once: of a dataset of this name with this data hash, those that
 * are there already, by clip and audio, stay as they are.
 *
 * @throws {Error} in one line with what to do; then nothing has been written.
 */
export async function recordSamples(
  database: Database,
  dataset: RecordedDataset,
): Promise<void> {
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
  { name, dataHash, samples }: RecordedDataset,
): Promise<string> {
  const { rows: [{ dataset_id: datasetId }] } = Inserted.parse(
    await client.query(DATASET, [name, dataHash]),
  );
  for (const batch of batches(samples)) {
    await client.query(SAMPLES, [datasetId, JSON.stringify(batch)]);
  }
  return datasetId;
}
