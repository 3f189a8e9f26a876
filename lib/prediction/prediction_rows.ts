import type { FilePrediction } from "../model/file_prediction.ts";

/** A line of a table of predictions: one class of a clip, or of a frame of it. */
export interface PredictionRow {
  file: string;
  durationSeconds: number;
  /** Of the frame; `null` where the row is about the whole clip. */
  startMs: number | null;
  endMs: number | null;
  /** 1 for the best class. */
  rank: number;
  label: string;
  score: number;
}

/** A prediction as rows: the clip's best classes, then those of each frame. */
export function predictionRows(
  { file, durationSeconds, top, frames }: FilePrediction,
): PredictionRow[] {
  const clip = top.map(({ label, score }, index) => (
    { file, durationSeconds, startMs: null, endMs: null, rank: index + 1, label, score }
  ));
  const ofFrames = frames.flatMap(({ startMs, endMs, scores }) =>
    Object.entries(scores).sort(([, a], [, b]) => b - a).map(([label, score], index) => (
      { file, durationSeconds, startMs, endMs, rank: index + 1, label, score }
    ))
  );
  return [...clip, ...ofFrames];
}
