/** Clips whose confidence falls into one range. */
export interface ReliabilityBin {
  /** Range of the confidence: (low, high]. */
  low: number;
  high: number;
  count: number;
  /** Mean confidence; `null` in an empty bin. */
  confidence: number | null;
  /** Part of them that is right; `null` in an empty bin. */
  accuracy: number | null;
}

/** Whether a model is right as often as its probabilities say. */
export interface Calibration {
  /**
   * Expected calibration error: the mean distance between confidence and accuracy over the bins, weighted
   * by their clips (Naeini et al., 2015). 0 is perfect.
   */
  ece: number;
  bins: ReliabilityBin[];
}

const BINS = 10;

/**
 * Sorts clips into ten equal ranges of confidence.
 *
 * @param confidences Probability of what was predicted, in [0, 1], one a clip.
 * @param correct Whether each prediction was right.
 */
export function calibration(
  confidences: readonly number[],
  correct: readonly boolean[],
): Calibration {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, correct: 0 }));
  confidences.forEach((confidence, clip) => {
    const bin = sums[Math.max(0, Math.ceil(confidence * BINS) - 1)];
    if (!bin) throw new RangeError(`Wanted a confidence in [0, 1], got ${confidence}`);
    bin.count++;
    bin.confidence += confidence;
    if (correct[clip]) bin.correct++;
  });
  const gaps = sums.map((bin) => Math.abs(bin.confidence - bin.correct));
  return {
    ece: gaps.reduce((total, gap) => total + gap, 0) / confidences.length,
    bins: sums.map((bin, index) => ({
      low: index / BINS,
      high: (index + 1) / BINS,
      count: bin.count,
      confidence: bin.count === 0 ? null : bin.confidence / bin.count,
      accuracy: bin.count === 0 ? null : bin.correct / bin.count,
    })),
  };
}
