import { frameTimes } from "../audio/frames.ts";
import type { Model, ModelOutput } from "./model.ts";
import { type ClassScore, topClasses } from "../evaluation/top_classes.ts";

/** What a model said about one file, in the form that the command line prints as JSON. */
export interface FilePrediction {
  file: string;
  durationSeconds: number;
  /** The best classes of the whole file, best first. */
  top: ClassScore[];
  /** The best classes of each frame, by label. */
  frames: { startMs: number; endMs: number; scores: Record<string, number> }[];
}

/** The model as a reader of its predictions should know it. */
export interface ModelSummary {
  name: string;
  version: string | null;
  digest: string;
}

/** Name, version and digest of a model; `null` where it has no version, as it came from no registry. */
export function summarizeModel({ name, version, digest }: Model): ModelSummary {
  return { name, version: version ?? null, digest };
}

/** Keeps the `topN` best classes of a file and of each of its frames. */
export function describePrediction(
  file: string,
  { info, probabilities, frames, frameProbabilities }: Omit<ModelOutput, "timing">,
  labels: readonly string[],
  topN: number,
): FilePrediction {
  const { durationSeconds } = info;
  return {
    file,
    durationSeconds,
    top: topClasses(probabilities, labels, topN).map(round),
    frames: Array.from({ length: frames }, (_, frame) => {
      const scores = frameProbabilities.subarray(frame * labels.length);
      const best = topClasses(scores, labels, topN).map(round);
      return {
        ...frameTimes(frame, durationSeconds),
        scores: Object.fromEntries(best.map(({ label, score }) => [label, score])),
      };
    }),
  };
}

/** Seven significant digits: all that float32 holds, without the tail of its conversion to double. */
function round({ label, score }: ClassScore): ClassScore {
  return { label, score: Number(score.toPrecision(7)) };
}
