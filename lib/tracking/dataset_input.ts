import type { Dataset } from "../dataset/dataset.ts";
import { localPath, schemeOf } from "../storage/local_path.ts";
import { redactUri } from "../storage/redact_uri.ts";
import type { DatasetInput } from "./tracker.ts";

/** As many characters of the data hash as MLflow takes for a digest (mlflow/utils/validation.py). */
const DIGEST_LENGTH = 36;

/** A clip's columns, in the form of MLflow's `Schema.to_dict()`. */
const COLUMNS = [
  { name: "filepath", type: "string", required: true },
  { name: "label", type: "string", required: true },
  { name: "duration", type: "double", required: true },
  { name: "fold", type: "long", required: false },
] as const;

/** Describes a dataset as MLflow shows it beside a run: by its data hash, its columns, and where it is. */
export function datasetInput(
  { name, dataHash, samples, labels, source }: Dataset,
  context: DatasetInput["context"],
): DatasetInput {
  const seconds = samples.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return {
    name,
    digest: dataHash.slice(0, DIGEST_LENGTH),
    ...place(source),
    schema: JSON.stringify({ mlflow_colspec: COLUMNS }),
    profile: JSON.stringify({
      num_rows: samples.length,
      classes: labels.length,
      duration_sec: Math.round(seconds * 1000) / 1000,
      data_hash: dataHash,
    }),
    context,
  };
}

/** The kinds of places that MLflow's clients know (mlflow/data): they can fetch the data from there. */
function place(source: string | undefined): Pick<DatasetInput, "sourceType" | "source"> {
  if (source === undefined) return { sourceType: "code", source: JSON.stringify({ tags: {} }) };
  const scheme = schemeOf(source);
  const uri = scheme === undefined || scheme === "file" ? localPath(source) : redactUri(source);
  if (scheme === "http" || scheme === "https") {
    return { sourceType: "http", source: JSON.stringify({ url: uri }) };
  }
  return { sourceType: scheme === "s3" ? "s3" : "local", source: JSON.stringify({ uri }) };
}
