import { checkAudio } from "./check_audio.ts";
import { checkClasses } from "./check_classes.ts";
import { checkCopies } from "./check_copies.ts";
import { checkLabels } from "./check_labels.ts";
import { checkNearDuplicates, type SimilarPair } from "./check_near_duplicates.ts";
import { checkRecordings } from "./check_recordings.ts";
import type { ClipFacts } from "./clip_facts.ts";
import { counted, type Finding, finding } from "./finding.ts";

/** What is known of a dataset beside its clips. */
export interface CheckExtras {
  /** Clips that could not be read, by their names. */
  unreadable?: readonly { file: string; reason: string }[] | undefined;
  /** Pairs of clips that sound alike, the most alike first. */
  similarPairs?: readonly SimilarPair[] | undefined;
}

/**
 * Looks for what makes a dataset worse than it seems, from what its manifest says. Reads no audio.
 *
 * @returns Errors first.
 */
export function checkClips(
  clips: readonly ClipFacts[],
  { unreadable = [], similarPairs = [] }: CheckExtras = {},
): Finding[] {
  const findings = [
    ...checkUnreadable(unreadable),
    ...checkRecordings(clips),
    ...checkCopies(clips),
    ...checkLabels(clips),
    ...checkAudio(clips),
    ...checkClasses(clips),
    ...checkNearDuplicates(clips, similarPairs),
  ];
  const isError = ({ severity }: Finding) => severity === "error";
  return [...findings.filter(isError), ...findings.filter((other) => !isError(other))];
}

function checkUnreadable(unreadable: readonly { file: string; reason: string }[]): Finding[] {
  const [first] = unreadable;
  if (!first) return [];
  const message = `${counted(unreadable.length, "file")} that cannot be read, such as ` +
    `${first.file}: ${first.reason}`;
  const groups = unreadable.map(({ file }) => [{ id: file }]);
  return [finding({ severity: "error", kind: "unreadable", message }, groups)];
}
