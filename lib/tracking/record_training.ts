import { flatMetrics } from "../evaluation/flat_metrics.ts";
import type { TrainedModel } from "../model/train_model.ts";
import type { Epoch } from "../training/epoch.ts";
import type { HeadOptions } from "../training/head_options.ts";
import type { Params, Run } from "./tracker.ts";

/** The options that a head uses, as a run's parameters. */
export function headParams(options: HeadOptions): Params {
  return {
    head: options.kind,
    pooling: options.pooling,
    l2: options.l2,
    class_weights: options.classWeights,
    epochs: options.epochs,
    ...(options.kind === "mlp" && {
      learning_rate: options.learningRate,
      batch_size: options.batchSize,
      hidden_units: options.hiddenUnits.join(","),
      dropout: options.dropout,
      validation_fraction: options.validationFraction,
    }),
    seed: options.seed,
  };
}

/** Records a training: each epoch of each fit, and the out-of-fold metrics. */
export async function recordTraining(
  run: Run,
  { crossValidation, fit, evaluation }: TrainedModel,
): Promise<void> {
  for (const { fold, history } of crossValidation.folds) {
    await recordHistory(run, `fold_${fold}`, history);
  }
  await recordHistory(run, "fit", fit.history);
  await run.logMetrics(flatMetrics(evaluation));
}

async function recordHistory(run: Run, name: string, history: readonly Epoch[]): Promise<void> {
  for (const { epoch, loss, accuracy, validationLoss, validationAccuracy } of history) {
    await run.logMetrics({
      [`${name}/loss`]: loss,
      [`${name}/accuracy`]: accuracy,
      ...(validationLoss !== undefined && { [`${name}/validation_loss`]: validationLoss }),
      ...(validationAccuracy !== undefined &&
        { [`${name}/validation_accuracy`]: validationAccuracy }),
    }, epoch);
  }
}
