import type { Backbone } from "../backbone/backbone.ts";
import { embedEach, type EmbedOptions } from "../backbone/embed_each.ts";
import type { Sample } from "../dataset/dataset.ts";
import type { Pooling } from "./head.ts";
import { poolFrames } from "./pool_frames.ts";

/** Clips and their labels, be they embedded or not. */
export interface LabelledClips {
  labels: readonly string[];
  samples: readonly Sample[];
}

/** Labelled clips as a backbone sees them: what heads are trained on. */
export interface TrainingSet extends LabelledClips {
  /** For each sample its "mean+max" pooled embedding, which holds what the other poolings take. */
  pooled: readonly Float32Array[];
}

/**
 * Embeds clips and pools each clip at once, so that no frames are kept: 8 KB a clip with YAMNet.
 *
 * @throws {WorkerError} at the first clip that cannot be read; the message names its file.
 */
export async function embedTrainingSet(
  { labels, samples }: LabelledClips,
  backbone: Backbone,
  options: EmbedOptions = {},
): Promise<TrainingSet> {
  const pooled = new Array<Float32Array>(samples.length);
  await embedEach(samples, backbone, (embedding, index) => {
    pooled[index] = poolFrames(embedding, "mean+max");
  }, options);
  return { labels, samples, pooled };
}

/** Takes from a "mean+max" pooled embedding what another pooling would have given. */
export function selectPooling(meanMax: Float32Array, pooling: Pooling): Float32Array {
  const half = meanMax.length / 2;
  if (pooling === "mean") return meanMax.slice(0, half);
  if (pooling === "max") return meanMax.slice(half);
  return meanMax;
}

/**
 * Sets one class against the rest: the clips of all other classes are its negatives, real recordings like
 * its own. A head trained on this has one sigmoid.
 *
 * @throws {RangeError} if the label is none of the clips'.
 */
export function oneClassAgainstRest(
  { labels, samples }: LabelledClips,
  label: string,
): LabelledClips {
  if (!labels.includes(label)) {
    throw new RangeError(
      `Cannot set "${label}" against the rest: wanted one of ${labels.join(", ")}`,
    );
  }
  return {
    labels: [label],
    samples: samples.map((sample) => ({
      ...sample,
      labels: sample.labels.filter((name) => name === label),
    })),
  };
}
