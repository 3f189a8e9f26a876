// @ts-check
import { MOST_SERIES } from "./series.js";

/** @import { ClassScore, Frame } from "./api.js" */

/**
 * What is shown of one class.
 *
 * @typedef {{ label: string, score: number, scores: (number | null)[] }} ClassOverTime `score` is the whole
 * clip's; of a frame that has many better classes, there is none.
 */

/**
 * The classes that reach most, in the clip or in any of its frames: so that a short sound in a long clip is
 * among them. Best of the whole clip first.
 *
 * @param {{ top: ClassScore[], frames: Frame[] }} clip
 * @returns {ClassOverTime[]}
 */
export function classesToShow({ top, frames }) {
  const classes = top.map(({ label, score }) => ({
    label,
    score,
    scores: frames.map((frame) => frame.scores[label] ?? null),
  }));
  return classes
    .map((shown, place) => ({
      shown,
      place,
      most: Math.max(shown.score, ...shown.scores.map(Number)),
    }))
    .sort((a, b) => b.most - a.most || a.place - b.place)
    .slice(0, MOST_SERIES)
    .sort((a, b) => a.place - b.place)
    .map(({ shown }) => shown);
}
