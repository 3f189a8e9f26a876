/**
 * Trains a classifier on a dataset, measures it by cross-validation, and packages it.
 *
 *   deno task train --dataset out/dataset --out out/model                # the defaults
 *   deno task train --dataset clips/ --out out/dog --target dog          # one class against the rest
 *   deno task train --dataset clips/ --out out/mlp --head mlp --pooling mean
 *   deno task train --dataset clips/ --out out/plain --backbone logmel   # without YAMNet's weights
 *   deno task train --dataset out/dataset --register yard --alias champion  # on MLflow's server
 *
 * What is written to --out is one folder that predict, evaluate and MLflow open: the model fitted on all
 * clips, and in out_of_fold/ what the heads of the cross-validation said about the clips that they had
 * not seen.
 */
import { join } from "node:path";
import { z } from "zod";
import type { Backbone } from "../lib/backbone/backbone.ts";
import { backboneFlag } from "../lib/backbone/backbone_flag.ts";
import { openBackbone } from "../lib/backbone/open_backbone.ts";
import {
  commaList,
  datasetFlags,
  embeddingsFlag,
  jsonFlag,
  numberFrom,
  precisionFlag,
  registrationFlags,
  trackingFlags,
  wholeNumber,
} from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { statusLine } from "../lib/cli/status_line.ts";
import { table } from "../lib/cli/table.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { requireDataHash } from "../lib/dataset/require_data_hash.ts";
import { trainingPart } from "../lib/dataset/training_part.ts";
import { flatMetrics } from "../lib/evaluation/flat_metrics.ts";
import { classTable, foldNotes, headline } from "../lib/model/evaluation_text.ts";
import type { TrainedModel } from "../lib/model/train_model.ts";
import { checkPackageFolder } from "../lib/model/write_model_package.ts";
import { OUT_OF_FOLD_REPORT } from "../lib/plots/training_report.ts";
import { openTracker } from "../lib/tracking/open_tracker.ts";
import { type PlannedRegistration, planRegistration } from "../lib/tracking/registration.ts";
import type { Tracker } from "../lib/tracking/tracker.ts";
import { type RecordedTraining, trainAndRecord } from "../lib/tracking/train_and_record.ts";
import { runPlace } from "../lib/tracking/ui_address.ts";
import {
  type HeadOptions,
  headOptions,
  isDropout,
  isLayerWidth,
} from "../lib/training/head_options.ts";

const LOGISTIC = headOptions({ kind: "logistic" });
const MLP = headOptions({ kind: "mlp" });

/** An option's default, for the help. */
function byDefault(option: keyof HeadOptions): string {
  const [value, ofMlp] = [LOGISTIC[option], MLP[option]];
  return value === ofMlp ? `${value} by default` : `${value} by default, for mlp ${ofMlp}`;
}

const hiddenUnits = commaList.transform((words) => words.map(Number))
  .refine((units) => units.every(isLayerWidth), "wanted whole numbers from 1 to 4096, as 256,128");

const FLAGS = {
  ...datasetFlags,
  out: flag(z.string().default("out/model"), {
    value: "DIR",
    description: "Where the model package goes, out/model by default; a model there is replaced",
    env: ["MODEL_OUT"],
  }),
  name: flag(z.string().optional(), {
    value: "NAME",
    description: "The model's name; by default the dataset's",
    env: ["MODEL_NAME"],
  }),
  backbone: backboneFlag,
  precision: precisionFlag,
  embeddings: embeddingsFlag,
  head: flag(z.enum(["logistic", "mlp"], "wanted logistic or mlp").optional(), {
    value: "KIND",
    description: `logistic or mlp, ${headOptions().kind} by default`,
    env: ["HEAD"],
  }),
  pooling: flag(z.enum(["mean", "max", "mean+max"], "wanted mean, max or mean+max").optional(), {
    value: "KIND",
    description: `mean, max or mean+max of a clip's frames, ${byDefault("pooling")}`,
    env: ["POOLING"],
  }),
  target: flag(z.string().optional(), {
    value: "LABEL",
    description: "Train this class against the rest; by default, all classes",
    env: ["TARGET"],
  }),
  l2: flag(numberFrom("wanted a number from 0", (value) => value >= 0).optional(), {
    value: "X",
    description: `Strength of the penalty on weights, ${byDefault("l2")}`,
    env: ["L2"],
  }),
  epochs: flag(wholeNumber(1).optional(), {
    value: "N",
    description: `Passes over the data at most, ${byDefault("epochs")}`,
    env: ["EPOCHS"],
  }),
  learningRate: flag(numberFrom("wanted a number above 0", (value) => value > 0).optional(), {
    value: "X",
    description: `Of Adam, for mlp, ${MLP.learningRate} by default`,
    env: ["LEARNING_RATE"],
  }),
  batchSize: flag(wholeNumber(1).optional(), {
    value: "N",
    description: `Clips a step, for mlp, ${MLP.batchSize} by default`,
    env: ["BATCH_SIZE"],
  }),
  hiddenUnits: flag(hiddenUnits.optional(), {
    value: "N,N",
    description: `Units of each hidden layer of mlp, ${MLP.hiddenUnits} by default`,
    env: ["HIDDEN_UNITS"],
  }),
  dropout: flag(numberFrom("wanted a number from 0, below 1", isDropout).optional(), {
    value: "X",
    description: `Part of mlp's hidden units left out in each step, ${MLP.dropout} by default`,
    env: ["DROPOUT"],
  }),
  classWeights: flag(z.enum(["none", "balanced"], "wanted none or balanced").optional(), {
    value: "KIND",
    description: `balanced makes rare classes count as much as common ones, ${
      byDefault("classWeights")
    }`,
    env: ["CLASS_WEIGHTS"],
  }),
  seed: flag(wholeNumber(0).optional(), {
    value: "N",
    description: `The same seed gives the same model, ${byDefault("seed")}`,
    env: ["SEED"],
  }),
  folds: flag(wholeNumber(2).optional(), {
    value: "N",
    description: "Make this many folds; by default the dataset's own, or 5 where it has none",
    env: ["FOLDS"],
  }),
  saveWeights: flag(z.stringbool("wanted true or false").default(true), {
    value: "true|false",
    description: "Whether the run keeps the model, true by default",
    env: ["SAVE_WEIGHTS"],
  }),
  ...trackingFlags,
  ...registrationFlags,
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS>;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "train",
    summary: "Trains a classifier on a dataset, measures it by cross-validation, and packages it.",
    examples: [
      "deno task train --dataset out/dataset --out out/model",
      "deno task train --dataset out/dataset --out out/dog --target dog",
      "deno task train --dataset out/dataset --register yard --alias champion",
    ],
    flags: FLAGS,
  });
  const registration = planRegistration(options);
  if (await checkPackageFolder(options.out)) {
    printNote(`There is an older model in ${options.out}: it will be replaced.`);
  }
  if (options.head !== "mlp") noteFlagsOfMlp(options);
  const tracker = openTracker(options.trackingUri);
  const backbone = await openBackbone(options.backbone, { precision: options.precision });
  const all = await openDataset(options.dataset, { dataBaseDir: options.dataBaseDir });
  requireDataHash(all, options.dataHash);
  const dataset = trainingPart(all);
  const kept = all.samples.length - dataset.samples.length;
  if (kept > 0) printNote(`${kept} clips of the split "test" are left alone.`);
  const recorded = await trainWithProgress(tracker, dataset, backbone, {
    ...options,
    registration,
  });

  const { trained, elapsedSeconds, version } = recorded;
  const metrics = { ...flatMetrics(trained.evaluation), elapsed_sec: elapsedSeconds };
  print(options.json ? JSON.stringify(metrics, null, 2) : summary(trained, backbone));
  for (const note of foldNotes(trained.crossValidation)) printNote(note);
  printNote(`Model:  ${options.out}`);
  if (version !== undefined) printNote(`Version: models:/${options.register}/${version}`);
  printNote(`Report: ${join(options.out, OUT_OF_FOLD_REPORT)}`);
  printNote(`Run:    ${runPlace(options.trackingUri, recorded)}`);
}

/** Says which of the flags given have no effect, as only a perceptron has what they set. */
function noteFlagsOfMlp(options: Options): void {
  const ofMlp = {
    "--learning-rate": options.learningRate,
    "--batch-size": options.batchSize,
    "--hidden-units": options.hiddenUnits,
    "--dropout": options.dropout,
  };
  for (const [name, value] of Object.entries(ofMlp)) {
    if (value !== undefined) printNote(`${name} has no effect on a logistic head: see --head mlp.`);
  }
}

async function trainWithProgress(
  tracker: Tracker,
  dataset: Dataset,
  backbone: Backbone,
  options: Options & { registration: PlannedRegistration | undefined },
): Promise<RecordedTraining> {
  using clips = progressBar("Embedding", "clips");
  using status = statusLine();
  return await trainAndRecord(tracker, dataset, backbone, {
    ...options,
    head: { ...options, kind: options.head },
    onClip: clips.update,
    onEpoch: (fold, { epoch, loss, validationLoss }) =>
      status.update(
        `Training: ${fold === undefined ? "all clips" : `fold ${fold}`}, epoch ${epoch}, ` +
          (validationLoss === undefined
            ? `loss ${loss.toFixed(4)}`
            : `validation loss ${validationLoss.toFixed(4)}`),
      ),
  });
}

function summary(
  { evaluation, crossValidation, options }: TrainedModel,
  backbone: Backbone,
): string {
  const { header, rows } = classTable(evaluation);
  return [
    table(header, rows),
    "",
    `Backbone ${backbone.name} (${backbone.precision}), ${options.kind} head on ${options.pooling}`,
    `Out-of-fold: ${headline(evaluation)} in ${crossValidation.folds.length} folds`,
  ].join("\n");
}

await runScript(main);
