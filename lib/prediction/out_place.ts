import { basename, dirname } from "node:path";
import { UsageError } from "../cli/exit.ts";
import { openTarget, type Target } from "../dataset/creation/target.ts";
import { schemeOf } from "../storage/local_path.ts";
import { splitUri } from "../storage/split_uri.ts";
import { type PredictionForm, predictionForm } from "./write_predictions.ts";

/** Where a file of predictions is written. */
export interface OutPlace extends Target {
  /** In its folder, or under its prefix. */
  name: string;
  /** As it was given: for messages. */
  out: string;
}

/**
 * The form in which predictions are written: `said.csv`, `s3://bucket/said.parquet`.
 *
 * @throws {UsageError} if it is no path or address that ends with a form's name.
 */
export function outForm(out: string): PredictionForm {
  const form = predictionForm(out);
  const scheme = schemeOf(out);
  const isFile = scheme === undefined || scheme === "s3" && splitUri(out).name !== undefined;
  if (form !== undefined && isFile) return form;
  throw new UsageError(
    `Bad value for --out: wanted a path, or s3://bucket/name, that ends with .csv, .jsonl or .parquet; got "${out}"`,
  );
}

/**
 * Opens the folder of a file of predictions, which is made where there is none, or its prefix in a bucket.
 *
 * @throws {Error} if it cannot be one.
 */
export async function openOutPlace(out: string): Promise<OutPlace> {
  const { folder, name = "" } = schemeOf(out) === "s3"
    ? splitUri(out)
    : { folder: dirname(out), name: basename(out) };
  return { ...await openTarget(folder), name, out };
}
