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
import { commaList, datasetFlags, jsonFlag, trackingFlags, wholeNumber } from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { requireDataHash } from "../lib/dataset/require_data_hash.ts";
import { evaluateClassFilter } from "../lib/evaluation/class_filter.ts";
import { evaluate } from "../lib/evaluation/evaluate.ts";
import { flatMetrics } from "../lib/evaluation/flat_metrics.ts";
import { oneAgainstRest } from "../lib/evaluation/one_against_rest.ts";
import { splitSeen } from "../lib/evaluation/split_seen.ts";
import { zeroShot } from "../lib/evaluation/zero_shot.ts";
import { chooseModel } from "../lib/model/choose_model.ts";
import type { Model, ModelOutput } from "../lib/model/model.ts";
import { predictSamples } from "../lib/model/predict_samples.ts";
import { topClasses } from "../lib/model/top_classes.ts";
import { type ReportedEvaluation, reportHtml } from "../lib/plots/report_html.ts";
import { writeAtomically } from "../lib/storage/write_atomically.ts";
import { fileTracker } from "../lib/tracking/file_tracker.ts";
import { recordRun } from "../lib/tracking/record_run.ts";
import type { Prediction } from "../lib/training/prediction.ts";

const FLAGS = {
  ...datasetFlags,
  model: flag(z.string().optional(), {
    value: "URI",
    description: "Folder of a trained model, or its .onnx file",
    env: ["MODEL_URI"],
  }),
  backbone: flag(BackboneName.optional(), {
    value: "NAME",
    description: "Evaluate a backbone's own classes instead: yamnet",
    env: ["BACKBONE"],
  }),
  target: flag(z.string().optional(), {
    value: "LABEL",
    description: "Evaluate this class against the rest",
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
    description: "Where report.html, metrics.json and predictions.json go",
    env: ["EVALUATION_OUT"],
  }),
  ...trackingFlags,
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS>;

/** Names in predictions.json: enough of 521 classes to see what a clip was taken for. */
const KEPT_CLASSES = 10;

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
  const startedMs = performance.now();
  const tracker = fileTracker(options.trackingUri);
  using model = await chooseModel(options);
  const dataset = await openDataset(options.dataset, { dataBaseDir: options.dataBaseDir });
  requireDataHash(dataset, options.dataHash);

  const name = `evaluate ${model.name}`;
  const metrics = await recordRun(
    tracker,
    { experiment: options.experiment, name },
    async (run) => {
      await run.logParams({
        model: model.name,
        model_digest: model.digest,
        backbone: model.backbone.name,
        dataset: dataset.name,
        class_filter: options.classFilter?.join(",") ?? "",
        target: options.target ?? "",
        top_n: options.topN,
      });
      await run.setTags({
        data_hash: dataset.dataHash,
        ...(options.gitSha && { git_sha: options.gitSha }),
        ...(options.imageDigest && { image_digest: options.imageDigest }),
      });
      const question = chooseQuestion(model, dataset, options);
      using bar = progressBar("Evaluating", "clips");
      const predictions = await predictSamples(model, dataset.samples, {
        score: question.score,
        onProgress: bar.update,
      });
      const sections = evaluateParts(model, dataset, predictions, question);
      const elapsedSeconds = (performance.now() - startedMs) / 1000;
      const metrics = { ...partMetrics(sections), elapsed_sec: elapsedSeconds };
      await writeResults(options.out, { model, dataset, predictions, sections, metrics, question });
      await run.logMetrics(metrics);
      await run.logArtifact(options.out, "evaluation");
      return metrics;
    },
  );

  if (options.json) print(JSON.stringify(metrics, null, 2));
  else print(table(["metric", "value"], Object.entries(metrics).map(showMetric)));
  printNote(`Report: ${join(options.out, "report.html")}`);
}

/** What is asked of the model: which classes, what of its answer counts, and how that is judged. */
interface Question {
  title: string;
  labels: readonly string[];
  score: (output: ModelOutput) => ArrayLike<number>;
  judge: (predictions: readonly Prediction[]) => ReportedEvaluation["evaluation"];
}

function chooseQuestion(model: Model, dataset: Dataset, options: Options): Question {
  const { classFilter, topN, target } = options;
  if (classFilter) {
    const { labels } = model;
    return {
      title: `Any of "${classFilter.join(", ")}" among the best ${topN} classes`,
      labels,
      score: ({ probabilities }) => probabilities,
      judge: (predictions) =>
        evaluateClassFilter(
          predictions.map(({ id, labels, probabilities }) => ({
            id,
            labels,
            scores: probabilities,
          })),
          labels,
          { classFilter, topN },
        ),
    };
  }
  const isBackbone = options.backbone !== undefined;
  const labels = isBackbone ? dataset.labels : model.labels;
  return {
    title: isBackbone ? `Zero-shot: ${model.name} without training` : model.name,
    labels,
    score: ({ probabilities, frameProbabilities }) =>
      isBackbone ? zeroShot(frameProbabilities, model.labels, labels) : probabilities,
    judge: (predictions) =>
      judgeLabels(predictions, labels, { dataset, model, target, isBackbone }),
  };
}

function judgeLabels(
  predictions: readonly Prediction[],
  labels: readonly string[],
  { dataset, model, target, isBackbone }: {
    dataset: Dataset;
    model: Model;
    target: string | undefined;
    isBackbone: boolean;
  },
): ReportedEvaluation["evaluation"] {
  const recordings = new Map(dataset.samples.map(({ id, recording }) => [id, recording]));
  if (target !== undefined && labels.length > 1) {
    return evaluate(oneAgainstRest(predictions, labels, target), [target], { recordings });
  }
  const manyLabels = isBackbone
    ? dataset.samples.some(({ labels }) => labels.length !== 1)
    : model.activation === "sigmoid" && labels.length > 1;
  return evaluate(predictions, labels, {
    recordings,
    ...(manyLabels ? { task: "multi-label" as const } : {}),
  });
}

/** Sections of the report: unseen clips first, then what the model has seen. */
interface Sections {
  unseen: ReportedEvaluation | undefined;
  seen: ReportedEvaluation | undefined;
}

function evaluateParts(
  model: Model,
  { samples }: Dataset,
  predictions: readonly Prediction[],
  { title, judge }: Question,
): Sections {
  const hashes = new Map(samples.map(({ id, sourceSha256 }) => [id, sourceSha256]));
  const hashOf = ({ id }: Prediction) => hashes.get(id) ?? "";
  if (model.trainedOn === undefined && model.dataHash !== undefined) {
    printNote(
      "This model file does not know what it was trained on, so seen clips cannot be told from new ones: open the folder of its package instead.",
    );
  }
  const { seen, unseen } = splitSeen(predictions, hashOf, model.trainedOn ?? new Set());
  if (seen.length > 0) {
    printNote(
      unseen.length > 0
        ? `${seen.length} of ${predictions.length} clips were seen in training: they are scored apart, as seen.`
        : `All ${seen.length} clips were seen in training: their figures say nothing about new sounds. The out-of-fold report beside the model does.`,
    );
  }
  const part = (clips: Prediction[], description: string) =>
    clips.length === 0 ? undefined : { title, description, evaluation: judge(clips) };
  return {
    unseen: part(unseen, `${unseen.length} clips that the model was not trained on.`),
    seen: part(
      seen,
      `${seen.length} clips that the model was trained on: better than on new ones.`,
    ),
  };
}

/** Unseen clips give the metrics their plain names; those of seen clips start with `seen_`. */
function partMetrics({ unseen, seen }: Sections): Record<string, number> {
  const ofSeen = seen ? Object.entries(flatMetrics(seen.evaluation)) : [];
  return {
    ...(unseen ? flatMetrics(unseen.evaluation) : { count: 0 }),
    ...Object.fromEntries(ofSeen.map(([name, value]) => [`seen_${name}`, value])),
  };
}

async function writeResults(
  folder: string,
  { model, dataset, predictions, sections, metrics, question }: {
    model: Model;
    dataset: Dataset;
    predictions: readonly Prediction[];
    sections: Sections;
    metrics: Record<string, number>;
    question: Question;
  },
): Promise<void> {
  const results = predictions.map(({ id, labels, fold, probabilities }) => ({
    id,
    labels,
    fold,
    top: topClasses(probabilities, question.labels, KEPT_CLASSES),
  }));
  const report = await reportHtml({
    title: `${model.name} on ${dataset.name}`,
    backbone: model.backbone.description,
    dataHash: dataset.dataHash,
    seed: 0,
    facts: { Model: model.digest, Clips: dataset.samples.length },
    evaluations: [sections.unseen, sections.seen].filter((section) => section !== undefined),
  });
  await writeAtomically(join(folder, "metrics.json"), `${JSON.stringify(metrics, null, 2)}\n`);
  await writeAtomically(join(folder, "predictions.json"), `${JSON.stringify(results, null, 2)}\n`);
  await writeAtomically(join(folder, "report.html"), report);
}

function showMetric([name, value]: [string, number]): [string, string] {
  return [name, Number.isInteger(value) ? String(value) : value.toFixed(4)];
}

await runScript(main);
