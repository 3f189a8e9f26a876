import { UsageError } from "../cli/exit.ts";
import { type Shard, shardName } from "../dataset/creation/shard.ts";
import { schemeOf } from "../storage/local_path.ts";
import { type PredictionForm, predictionForm } from "./write_predictions.ts";

/**
 * Where predictions are written and in which form: `said.csv`, and of part 0 of 4 `said.0-of-4.csv`.
 *
 * @throws {UsageError} if it is no path that ends with a form's name.
 */
export function outPlace(
  out: string,
  shard: Shard | undefined,
): { path: string; form: PredictionForm } {
  const form = predictionForm(out);
  if (form === undefined || schemeOf(out) !== undefined) {
    throw new UsageError(
      `Bad value for --out: wanted a path that ends with .csv, .jsonl or .parquet; got "${out}"`,
    );
  }
  const path = shard ? out.replace(/(\.[^.]+)$/, `.${shardName(shard)}$1`) : out;
  return { path, form };
}
