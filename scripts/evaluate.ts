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
import type { Dataset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { requireDataHash } from "../lib/dataset/require_data_hash.ts";
import type { ClassFilterEvaluation } from "../lib/evaluation/class_filter.ts";
import type { Evaluation } from "../lib/evaluation/evaluation.ts";
import { chooseModel } from "../lib/model/choose_model.ts";
import {
  evaluateModel,
  evaluationMetrics,
  type ModelEvaluation,
} from "../lib/model/evaluate_model.ts";
import { classTable, headline } from "../lib/model/evaluation_text.ts";
import type { Model } from "../lib/model/model.ts";
import { evaluationReportFiles } from "../lib/plots/evaluation_report.ts";
import { checkReplaceable, replaceFolder } from "../lib/storage/replace_folder.ts";
import { fileTracker } from "../lib/tracking/file_tracker.ts";
import { inputTags } from "../lib/tracking/input_tags.ts";
import { recordRun } from "../lib/tracking/record_run.ts";
import type { Run } from "../lib/tracking/tracker.ts";

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
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS>;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "evaluate",
    summary: "Says how good a model is on a dataset.",
    examples: [
      "deno task evaluate --dataset out/dataset --model out/model",
      "deno task evaluate --dataset out/dataset --backbone yamnet",
      "CLASS_FILTER=dog TOP_N=5 deno task evaluate --dataset real_audio_dataset --backbone yamnet",
    ],
    flags: FLAGS,
  });
  const { experiment, out, json } = options;
  const startedMs = performance.now();
  await checkReplaceable(out, isEvaluation);
  const tracker = fileTracker(options.trackingUri);
  using model = await chooseModel(options);
  const dataset = await openDataset(options.dataset, { dataBaseDir: options.dataBaseDir });
  requireDataHash(dataset, options.dataHash);

  const name = `evaluate ${model.name}`;
  const { metrics, evaluation, elapsedSeconds } = await recordRun(
    tracker,
    { experiment, name },
    async (run) => {
      await recordInputs(run, options, model, dataset);
      const evaluation = await evaluateWithProgress(model, dataset, options);
      noteSeen(model, evaluation);
      const elapsedSeconds = (performance.now() - startedMs) / 1000;
      const metrics = { ...evaluationMetrics(evaluation), elapsed_sec: elapsedSeconds };
      await run.logMetrics(metrics);
      const files = {
        "metrics.json": `${JSON.stringify(metrics, null, 2)}\n`,
        ...await evaluationReportFiles(model, dataset, evaluation),
      };
      await replaceFolder(out, isEvaluation, async (temporary) => {
        for (const [file, content] of Object.entries(files)) {
          await Deno.writeTextFile(join(temporary, file), content);
        }
      });
      await run.logArtifact(out, "evaluation");
      return { metrics, evaluation, elapsedSeconds };
    },
  );

  print(
    json ? JSON.stringify(metrics, null, 2) : summary(model, dataset, evaluation, elapsedSeconds),
  );
  printNote(`Report: ${join(out, "report.html")}`);
}

/** Whether a folder holds nothing but what this script writes. */
function isEvaluation(names: readonly string[]): boolean {
  const own = ["report.html", "metrics.json", "predictions.json"];
  return names.every((name) => own.includes(name));
}

async function recordInputs(
  run: Run,
  options: Options,
  model: Model,
  dataset: Dataset,
): Promise<void> {
  await run.logParams({
    model: model.name,
    model_digest: model.digest,
    backbone: model.backbone.name,
    precision: model.backbone.precision,
    dataset: dataset.name,
    class_filter: options.classFilter?.join(",") ?? "",
    target: options.target ?? "",
    top_n: options.topN,
  });
  await run.setTags(inputTags(dataset, options));
}

async function evaluateWithProgress(
  model: Model,
  dataset: Dataset,
  { target, classFilter, topN }: Options,
): Promise<ModelEvaluation> {
  using bar = progressBar("Evaluating", "clips");
  return await evaluateModel(model, dataset, {
    target,
    classFilter,
    topN,
    onProgress: bar.update,
  });
}

/** Says which figures are of clips that the model was trained on. */
function noteSeen(model: Model, { predictions, seen, unseen }: ModelEvaluation): void {
  if (model.trainedOn === undefined && model.dataHash !== undefined) {
    printNote(
      "This model file does not know what it was trained on, so seen clips cannot be told from new ones: open the folder of its package instead.",
    );
  }
  if (!seen) return;
  printNote(
    unseen
      ? `${seen.count} of ${predictions.length} clips were seen in training: they are scored apart, as seen.`
      : `All ${seen.count} clips were seen in training: their figures say nothing about new sounds. The out-of-fold report beside the model does.`,
  );
}

function summary(
  { backbone, trainedOn }: Model,
  dataset: Dataset,
  { title, unseen, seen }: ModelEvaluation,
  elapsedSeconds: number,
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
  if (evaluation.task !== "class-filter") return classTable(evaluation);
  const { accuracy, precision, recall, f1 } = evaluation;
  const figures = { accuracy, precision, recall, f1, elapsed_sec: elapsedSeconds };
  return table(
    ["metric", "value"],
    Object.entries(figures).map(([name, value]) => [name, value?.toFixed(4) ?? "-"]),
  );
}

await runScript(main);
