import { join } from "node:path";
import type { Backbone } from "../backbone/backbone.ts";
import { UsageError } from "../cli/exit.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { headline } from "../model/evaluation_text.ts";
import { outOfFoldFiles, outOfFoldQuality } from "../model/out_of_fold.ts";
import { type TrainedModel, trainModel, type TrainModelOptions } from "../model/train_model.ts";
import { writeModelPackage } from "../model/write_model_package.ts";
import { trainingReportFiles } from "../plots/training_report.ts";
import { headOptions } from "../training/head_options.ts";
import { datasetInput } from "./dataset_input.ts";
import { type CodeVersion, inputTags } from "./input_tags.ts";
import { logConfusionMatrix } from "./log_confusion_matrix.ts";
import { registerModel } from "./models/register_model.ts";
import { recordRun } from "./record_run.ts";
import { headParams, recordTraining } from "./record_training.ts";
import type { PlannedRegistration } from "./registration.ts";
import { MODEL_NAME, type Params, type Run, type Tracker } from "./tracker.ts";

/** How a model is trained, and where it and its run go. */
export interface RecordedTrainingOptions extends TrainModelOptions, CodeVersion {
  /** Folder of the model package; a model there is replaced. */
  out: string;
  experiment: string;
  /** Of the model, and with the kind of head of the run; by default the dataset's name, and the target's. */
  name?: string | undefined;
  /** Whether the run keeps the model, true by default; what is said of its quality it always keeps. */
  saveWeights?: boolean;
  /** As what the model is registered, see `planRegistration()`. */
  registration?: PlannedRegistration | undefined;
}

/** A model that was packaged, and its run. */
export interface RecordedTraining {
  trained: TrainedModel;
  /** SHA-256 of model.onnx. */
  digest: string;
  runId: string;
  experimentId: string;
  /** Number of the registered version. */
  version: string | undefined;
  /** From the first clip embedded to the run's last artifact. */
  elapsedSeconds: number;
}

/**
 * Trains a model, packages it with its out-of-fold report, and records all of it as one run: what went in,
 * each epoch, the out-of-fold metrics, and the package, which is then registered where that is wanted.
 *
 * @throws {UsageError} before the run starts, if a model is to be registered that the run does not keep.
 * @throws {RangeError} before the run starts, if an option of the head is out of range.
 * @throws as `trainModel()`, `writeModelPackage()` and the tracker do; the run has failed then.
 */
export async function trainAndRecord(
  tracker: Tracker,
  dataset: Dataset,
  backbone: Backbone,
  { out, experiment, saveWeights = true, registration, ...options }: RecordedTrainingOptions,
): Promise<RecordedTraining> {
  if (registration && !saveWeights) {
    throw new UsageError(
      `Cannot register the model as ${registration.name}: its run does not keep it (--save-weights, SAVE_WEIGHTS)`,
    );
  }
  const name = options.name ?? [dataset.name, options.target].filter(Boolean).join("-");
  const startedMs = performance.now();
  const head = headOptions(options.head);
  const params = { ...inputParams(dataset, backbone, options.target), ...headParams(head) };
  const started = { experiment, name: `${name} ${head.kind}`, params };
  return await recordRun(tracker, started, async (run) => {
    await run.setTags(inputTags(dataset, options));
    await run.logDataset(datasetInput(dataset, "training"));
    const trained = await trainModel(dataset, backbone, options);
    const digest = await writeModelPackage(out, {
      name,
      backbone,
      head: trained.fit.head,
      dataset,
      quality: outOfFoldQuality(trained),
      extraFiles: {
        ...outOfFoldFiles(trained),
        ...await trainingReportFiles(name, dataset, backbone, trained),
      },
    });
    await recordTraining(run, trained);
    const { evaluation } = trained;
    if (evaluation.task === "multi-class") await logConfusionMatrix(run, evaluation);
    let version: string | undefined;
    if (saveWeights) version = await keepModel(run, out, trained, registration);
    else await run.logArtifact(join(out, "out_of_fold"), `${MODEL_NAME}/out_of_fold`);
    const elapsedSeconds = (performance.now() - startedMs) / 1000;
    await run.logMetrics({ elapsed_sec: elapsedSeconds });
    const { id: runId, experimentId } = run;
    return { trained, digest, runId, experimentId, version, elapsedSeconds };
  });
}

function inputParams(dataset: Dataset, backbone: Backbone, target = ""): Params {
  return {
    dataset: dataset.name,
    clips: dataset.samples.length,
    classes: dataset.labels.length,
    target,
    backbone: backbone.name,
    backbone_digest: backbone.digest,
    precision: backbone.precision,
  };
}

/** Keeps the package with the run, and registers it where that is wanted: then it has a version. */
async function keepModel(
  run: Run,
  folder: string,
  { evaluation }: TrainedModel,
  registration: PlannedRegistration | undefined,
): Promise<string | undefined> {
  const id = await run.logModel(folder);
  if (!registration) return undefined;
  if (id === undefined) {
    throw new Error(`Cannot register ${folder} as ${registration.name}: its run is on no server`);
  }
  const description = `Out of fold: ${headline(evaluation)}`;
  return await registerModel(registration.servers, id, { ...registration, description });
}
