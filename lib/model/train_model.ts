import type { Backbone } from "../backbone/backbone.ts";
import type { OnProgress } from "../cli/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { checkTraining } from "../training/check_training.ts";
import type { Epoch } from "../training/epoch.ts";
import type { FittedHead } from "../training/fit_head.ts";
import { type GivenOptions, type HeadOptions, headOptions } from "../training/head_options.ts";
import { trainHead } from "../training/train_head.ts";
import { embedTrainingSet, oneClassAgainstRest } from "../training/training_set.ts";
import { type MeasuredHead, measureHead } from "./measure_head.ts";

/** How a model is trained. */
export interface TrainModelOptions {
  /** What is not given has its default, see `headOptions()`. */
  head?: GivenOptions;
  /** This class against the rest; all classes by default. */
  target?: string | undefined;
  /** Folds to make; by default the dataset's own. */
  folds?: number | undefined;
  /** Where embeddings are kept, see `EmbeddingCache`; by default in the cache's folder. */
  embeddings?: string | undefined;
  /** Told how many clips are embedded. */
  onClip?: OnProgress;
  /** Told each epoch; `fold` is undefined for the fit on all clips. */
  onEpoch?: (fold: number | undefined, epoch: Epoch) => void;
}

/** A head fitted on all clips, and what heads that had not seen a clip said about it. */
export interface TrainedModel extends MeasuredHead {
  options: HeadOptions;
  fit: FittedHead;
}

/**
 * From a dataset to a trained head: embeds the clips, cross-validates, evaluates the out-of-fold
 * predictions, and fits on all clips. The same data, backbone, options and seed give the same head.
 *
 * @throws {RangeError} before any clip is embedded: if an option is out of range, there is nothing to
 * learn, or the folds cannot be made.
 * @throws {Error} that names the clip which cannot be read.
 */
export async function trainModel(
  dataset: Dataset,
  backbone: Backbone,
  { head = {}, target, folds, embeddings, onClip, onEpoch }: TrainModelOptions = {},
): Promise<TrainedModel> {
  const options = headOptions(head);
  const clips = target === undefined ? dataset : oneClassAgainstRest(dataset, target);
  checkTraining(clips, options, folds);
  const set = await embedTrainingSet(clips, backbone, { embeddings, onProgress: onClip });
  const measured = await measureHead(set, options, { folds, onEpoch });
  const fit = await trainHead(set, options, (epoch) => onEpoch?.(undefined, epoch));
  return { options, fit, ...measured };
}
