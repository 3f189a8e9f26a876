import { type ClipFacts, standOnTwoSides } from "./clip_facts.ts";
import { counted, type Finding, finding } from "./finding.ts";

/** Two clips that sound alike, by where they stand. */
export interface SimilarPair {
  rows: [number, number];
  /** 1 for the same sound. */
  similarity: number;
}

/**
 * Clips that sound nearly alike and are said to be of different recordings: cut from the same one, resampled
 * or compressed anew. Copies to the sample are another check's.
 *
 * @param pairs The most alike first.
 */
export function checkNearDuplicates(
  clips: readonly ClipFacts[],
  pairs: readonly SimilarPair[],
): Finding[] {
  const found = pairs.flatMap(({ rows: [a, b] }) => {
    const one = clips[a], other = clips[b];
    if (!one || !other || one.recording === other.recording) return [];
    return one.sourceSha256 === other.sourceSha256 ? [] : [[one, other]];
  });
  if (found.length === 0) return [];
  const torn = found.filter(standOnTwoSides);
  const message = `${counted(found.length, "pair")} of clips of different recordings that sound ` +
    `nearly the same${torn.length > 0 ? `, ${torn.length} of them in two folds or splits` : ""}`;
  const inOrder = [...torn, ...found.filter((pair) => !standOnTwoSides(pair))];
  return [finding({ severity: "warning", kind: "near-duplicates", message }, inOrder)];
}
