import type { ClipFacts } from "../dataset/checks/clip_facts.ts";
import { classBalanceFigure } from "./class_balance_figure.ts";
import { durationsFigure } from "./durations_figure.ts";
import type { Figure } from "./figure.ts";
import { foldBalanceFigure, splitBalanceFigure } from "./fold_balance_figure.ts";
import { loudnessFigure } from "./loudness_figure.ts";

/** More rows than this cannot be read. */
export const LARGEST_CLASSES = 60;

/** A browser draws so many dots at once. */
const LOUDNESS_DOTS = 3000;

/** Softer than 16-bit audio's smallest step: silence has no level in dB. */
const LOWEST_DBFS = -100;

/**
 * Classes, folds and splits where there are any, durations and loudness; of many classes the largest, of many
 * clips every so many for the loudness.
 */
export function datasetFigures(clips: readonly ClipFacts[]): Figure[] {
  const shown = ofLargestClasses(clips);
  return [
    classBalanceFigure(shown.map(({ labels }) => labels)),
    ...shown.some(({ fold }) => fold !== undefined) ? [foldBalanceFigure(shown)] : [],
    ...shown.some(({ split }) => split !== undefined) ? [splitBalanceFigure(shown)] : [],
    durationsFigure(clips.map(({ durationSeconds }) => ({ durationSeconds }))),
    loudnessFigure(loudClips(shown)),
  ];
}

/** The clips with only those of their labels that are among the largest. */
function ofLargestClasses(clips: readonly ClipFacts[]): readonly ClipFacts[] {
  const sizes = new Map<string, number>();
  for (const label of clips.flatMap(({ labels }) => labels)) {
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
  }
  if (sizes.size <= LARGEST_CLASSES) return clips;
  const largest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, LARGEST_CLASSES);
  const kept = new Set(largest.map(([label]) => label));
  return clips
    .map((clip) => ({ ...clip, labels: clip.labels.filter((label) => kept.has(label)) }))
    .filter(({ labels }) => labels.length > 0);
}

/** A clip of several labels stands with each. */
function loudClips(clips: readonly ClipFacts[]) {
  const dots = clips.flatMap(({ id, labels, rms }) => {
    if (rms === undefined) return [];
    const rmsDbfs = Math.max(LOWEST_DBFS, 20 * Math.log10(rms));
    return (labels.length > 0 ? labels : ["no label"]).map((group) => ({
      name: id,
      group,
      rmsDbfs,
    }));
  });
  const step = Math.ceil(dots.length / LOUDNESS_DOTS);
  return dots.filter((_, index) => index % step === 0);
}
