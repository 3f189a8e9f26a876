import { join } from "node:path";
import type { Dataset } from "../dataset/dataset.ts";
import type { ModelEvaluation } from "../model/evaluate_model.ts";
import type { Model } from "../model/model.ts";
import { checkReplaceable, replaceFolder } from "../storage/replace_folder.ts";
import { evaluationReportFiles } from "./evaluation_report.ts";

/** Name of the metrics' file; {@linkcode evaluationReportFiles} names the others. */
const METRICS = "metrics.json";

/** What an evaluation's folder holds, and nothing else. */
const NAMES = [METRICS, "predictions.json", "report.html"];

/**
 * Writes what an evaluation found into a folder, whole or not at all: its metrics, what was said of each
 * clip, and the report. An older evaluation in its place is replaced.
 *
 * @throws {Error} if the folder holds anything but an evaluation.
 */
export async function writeEvaluationFolder(
  folder: string,
  model: Model,
  dataset: Dataset,
  evaluation: ModelEvaluation,
  metrics: Readonly<Record<string, number>>,
): Promise<void> {
  const files = {
    [METRICS]: `${JSON.stringify(metrics, null, 2)}\n`,
    ...await evaluationReportFiles(model, dataset, evaluation),
  };
  await replaceFolder(folder, isEvaluation, async (temporary) => {
    for (const [file, content] of Object.entries(files)) {
      await Deno.writeTextFile(join(temporary, file), content);
    }
  });
}

/**
 * Says before long work whether {@linkcode writeEvaluationFolder} will do at its end.
 *
 * @throws {Error} if the folder holds anything but an evaluation.
 */
export async function checkEvaluationFolder(folder: string): Promise<void> {
  await checkReplaceable(folder, isEvaluation);
}

function isEvaluation(names: readonly string[]): boolean {
  return names.every((name) => NAMES.includes(name));
}
