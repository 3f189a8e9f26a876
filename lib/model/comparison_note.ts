import { percent } from "../cli/percent.ts";
import type { ModelComparison } from "../evaluation/compare_models.ts";
import { rangeText } from "./evaluation_text.ts";

/** From here on, chance alone is taken for no explanation. */
const SIGNIFICANCE = 0.05;

/** What a comparison of two models says, in Markdown. */
export function comparisonNote(
  { count, difference, differenceInterval, onlyARight, onlyBRight, pValue }: ModelComparison,
): string {
  const verdict = pValue < SIGNIFICANCE
    ? "chance alone would seldom do that."
    : "these clips cannot tell which is better.";
  if (onlyARight.length + onlyBRight.length === 0) { // of no difference at all a bootstrap would be sure
    return `Both are right on the same of the ${count} clips: ${verdict}`;
  }
  const gain = `**${percent(difference)}**${rangeText(differenceInterval, percent)}`;
  const chance = pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(3)}`;
  return `Accuracy of the second minus the first: ${gain} on ${count} clips. ` +
    `McNemar's exact test: ${chance}, so ${verdict}`;
}
