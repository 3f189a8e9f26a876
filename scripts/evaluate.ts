/**
 * Says how good a model is on a dataset: on clips that it was not trained on, and apart from them on
 * those that it was.
 *
 *   deno task evaluate --dataset fold5 --model out/model             # a trained model
 *   deno task evaluate --dataset fold5 --model out/model --target dog  # one class against the rest
 *   deno task evaluate --dataset fold5 --backbone yamnet             # zero-shot: AudioSet's classes as labels
 *   CLASS_FILTER=dog TOP_N=5 deno task evaluate --dataset real_audio_dataset --backbone yamnet
 *
 * The last is the replaced system's mode: a clip is a hit if one of its best N classes has such a name.
 */
import { join } from "node:path";
import { z } from "zod";
import { BackboneName } from "../lib/backbone/backbone_name.ts";
import {
  commaList,
  databaseFlag,
  datasetFlags,
  jsonFlag,
  modelFlag,
  precisionFlag,
  trackingFlags,
  wholeNumber,
} from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import { openDatabase } from "../lib/database/database.ts";
import { recordPredictions } from "../lib/database/record_predictions.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { requireDataHash } from "../lib/dataset/require_data_hash.ts";
import type { ClassFilterEvaluation } from "../lib/evaluation/class_filter.ts";
import type { Evaluation } from "../lib/evaluation/evaluation.ts";
import { chooseModel } from "../lib/model/choose_model.ts";
import { classTable, headline, seenNotes } from "../lib/model/evaluation_text.ts";
import type { Model } from "../lib/model/model.ts";
import { checkEvaluationFolder } from "../lib/plots/evaluation_folder.ts";
import { evaluateAndRecord, type RecordedEvaluation } from "../lib/tracking/evaluate_and_record.ts";
import { modelRegistry } from "../lib/tracking/model_registry.ts";
import { openTracker } from "../lib/tracking/open_tracker.ts";
import type { Tracker } from "../lib/tracking/tracker.ts";
import { runPlace } from "../lib/tracking/ui_address.ts";

const FLAGS = {
  ...datasetFlags,
  model: modelFlag,
  backbone: flag(BackboneName.optional(), {
    value: "NAME",
    description: "Evaluate a backbone's own classes instead: yamnet",
    env: ["BACKBONE"],
  }),
  precision: precisionFlag,
  target: flag(z.string().optional(), {
    value: "LABEL",
    description: "Evaluate this class against the rest; by default, all classes",
    env: ["TARGET"],
  }),
  classFilter: flag(commaList.optional(), {
    value: "WORDS",
    description: "The replaced system's mode: a class with such a name among the top N is a hit",
    env: ["CLASS_FILTER"],
  }),
  topN: flag(wholeNumber(1).default(5), {
    value: "N",
    description: "How many classes of a clip --class-filter looks at, 5 by default",
    env: ["TOP_N"],
  }),
  out: flag(z.string().default("out/evaluation"), {
    value: "DIR",
    description:
      "Where report.html, metrics.json and predictions.json go, out/evaluation by default",
    env: ["EVALUATION_OUT"],
  }),
  ...trackingFlags,
  databaseUrl: databaseFlag,
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS>;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "evaluate",
    summary: "Says how good a model is on a dataset.",
    examples: [
      "deno task evaluate --dataset out/dataset --model out/model",
      "deno task evaluate --dataset out/dataset --model models:/yard@champion",
      "deno task evaluate --dataset out/dataset --backbone yamnet",
      "CLASS_FILTER=dog TOP_N=5 deno task evaluate --dataset real_audio_dataset --backbone yamnet",
    ],
    flags: FLAGS,
  });
  const { out, json, databaseUrl } = options;
  await checkEvaluationFolder(out);
  const database = databaseUrl ? await openDatabase(databaseUrl) : undefined;
  const tracker = openTracker(options.trackingUri);
  const registry = modelRegistry(options.trackingUri);
  using model = await chooseModel({ ...options, registry });
  const dataset = await openDataset(options.dataset, { dataBaseDir: options.dataBaseDir });
  requireDataHash(dataset, options.dataHash);
  const recorded = await evaluateWithProgress(tracker, model, dataset, options);
  if (database) await recordPredictions(database, { ...recorded, model, dataset });

  const { metrics, evaluation } = recorded;
  for (const note of seenNotes(model, evaluation)) printNote(note);
  print(json ? JSON.stringify(metrics, null, 2) : summary(model, dataset, recorded));
  printNote(`Report: ${join(out, "report.html")}`);
  printNote(`Run:    ${runPlace(options.trackingUri, recorded)}`);
}

async function evaluateWithProgress(
  tracker: Tracker,
  model: Model,
  dataset: Dataset,
  options: Options,
): Promise<RecordedEvaluation> {
  using bar = progressBar("Evaluating", "clips");
  return await evaluateAndRecord(tracker, model, dataset, { ...options, onProgress: bar.update });
}

function summary(
  { backbone, trainedOn }: Model,
  dataset: Dataset,
  { evaluation: { title, unseen, seen }, elapsedSeconds }: RecordedEvaluation,
): string {
  const main = unseen ?? seen;
  return [
    ...(main ? [figuresTable(main, elapsedSeconds), ""] : []),
    `${title}, on the dataset ${dataset.name}`,
    `Backbone ${backbone.name} (${backbone.precision})`,
    ...(unseen
      ? [`${trainedOn ? "Clips not seen in training" : "All clips"}: ${headline(unseen)}`]
      : []),
    ...(seen ? [`Clips seen in training: ${headline(seen)}`] : []),
  ].join("\n");
}

/** Each class's figures; for the class filter the five that the replaced system logged. */
function figuresTable(
  evaluation: Evaluation | ClassFilterEvaluation,
  elapsedSeconds: number,
): string {
  if (evaluation.task !== "class-filter") {
    const { header, rows } = classTable(evaluation);
    return table(header, rows);
  }
  const { accuracy, precision, recall, f1 } = evaluation;
  const figures = { accuracy, precision, recall, f1, elapsed_sec: elapsedSeconds };
  return table(
    ["metric", "value"],
    Object.entries(figures).map(([name, value]) => [name, value?.toFixed(4) ?? "-"]),
  );
}

await runScript(main);
