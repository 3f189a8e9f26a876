import type { ClipInfo } from "../../audio/clip.ts";
import { FRAME_HOP, frameTimes, SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import { type ClassScore, topClasses } from "../../evaluation/top_classes.ts";
import type { ModelOutput } from "../../model/model.ts";
import type { ClipAnswer } from "./predict_answer.ts";

/** What of a model's answer is shown. */
export interface ShownClasses {
  labels: readonly string[];
  /** Columns of the classes to look at. */
  columns: readonly number[];
  topN: number;
  /** Lowest score that is shown. */
  threshold: number;
  frames: boolean;
}

/** What `/predict` says about one clip. */
export function describeClip(
  { info, probabilities, frames, frameProbabilities }: Omit<ModelOutput, "timing">,
  file: string | null,
  shown: ShownClasses,
): ClipAnswer {
  const classes = shown.labels.length;
  return {
    file,
    audio: describeAudio(info),
    top: best(probabilities, shown),
    hopMs: FRAME_HOP * 1000 / SAMPLE_RATE_HZ,
    ...(shown.frames && {
      frames: Array.from({ length: frames }, (_, frame) => {
        const scores = frameProbabilities.subarray(frame * classes, (frame + 1) * classes);
        return {
          ...frameTimes(frame, info.durationSeconds),
          scores: Object.fromEntries(best(scores, shown).map(({ label, score }) => [label, score])),
        };
      }),
    }),
  };
}

function describeAudio(info: ClipInfo): ClipAnswer["audio"] {
  const isResampled = info.sampleRateHz !== SAMPLE_RATE_HZ;
  return {
    ...info,
    modelSampleRateHz: SAMPLE_RATE_HZ,
    mixedDown: info.channels > 1,
    resampler: isResampled ? "windowed sinc (Kaiser), linear phase, no delay" : null,
  };
}

function best(
  scores: Float32Array,
  { labels, columns, topN, threshold }: ShownClasses,
): ClassScore[] {
  return topClasses(
    columns.map((column) => scores[column] ?? 0),
    columns.map((column) => labels[column] ?? ""),
    topN,
  ).filter(({ score }) => score >= threshold)
    .map(({ label, score }) => ({ label, score: Number(score.toPrecision(7)) }));
}
