import { ratio } from "./binary_metrics.ts";
import type { Decision } from "./decisions.ts";

/** What remains when clips of low confidence are answered with "none of these". */
export interface RejectionPoint {
  /** Clips with at least this confidence get an answer. */
  threshold: number;
  /** Part of all clips that get an answer. */
  coverage: number;
  /** Part of the answers that are right; `null` without answers. */
  accuracy: number | null;
}

/** The threshold below which a clip is "none of these", and what other thresholds would give. */
export interface Rejection {
  /** Part of the right answers that the threshold had to keep. */
  keep: number;
  /** `null` where no answer was right. */
  chosen: RejectionPoint | null;
  /** Thresholds from 0 to 1 in steps of 0.01. */
  curve: RejectionPoint[];
}

const KEEP = 0.95;

/**
 * Chooses the highest threshold that keeps 95 % of the right answers.
 *
 * It is chosen on clips of known classes only: what it lets through of other sounds has to be measured
 * on such sounds.
 */
export function rejection(decisions: readonly Decision[]): Rejection {
  const right = decisions.filter(({ correct }) => correct)
    .map(({ confidence }) => confidence)
    .sort((a, b) => b - a);
  const threshold = right[Math.ceil(KEEP * right.length) - 1];
  return {
    keep: KEEP,
    chosen: threshold === undefined ? null : rejectionPoint(decisions, threshold),
    curve: Array.from({ length: 101 }, (_, step) => rejectionPoint(decisions, step / 100)),
  };
}

function rejectionPoint(decisions: readonly Decision[], threshold: number): RejectionPoint {
  const kept = decisions.filter(({ confidence }) => confidence >= threshold);
  return {
    threshold,
    coverage: kept.length / decisions.length,
    accuracy: ratio(kept.filter(({ correct }) => correct).length, kept.length),
  };
}
