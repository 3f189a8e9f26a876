/** What a check can find. */
export type FindingKind =
  | "unreadable"
  | "silent"
  | "clipped"
  | "too-short"
  | "copies"
  | "copies-on-two-sides"
  | "copies-labelled-differently"
  | "near-duplicates"
  | "label-spelling"
  | "imbalance"
  | "few-clips"
  | "few-recordings"
  | "recordings-on-two-sides";

/** Something about a dataset that its maker should know. */
export interface Finding {
  /** An error makes a model or its figures wrong; a warning is worth a look. */
  severity: "error" | "warning";
  kind: FindingKind;
  /** One line. */
  message: string;
  /** How many clips are concerned. */
  count: number;
  /** Their ids, those that belong together in one group; at most 20 groups of at most 20. */
  clips: string[][];
}

/** The clips of a group in one text: with "=" where they are, or sound, the same. */
export function joinGroup(kind: FindingKind, clips: readonly string[]): string {
  return clips.join(/^copies|^near-duplicates$/.test(kind) ? " = " : ", ");
}

const SHOWN = 20;

/** A finding; of many clips it keeps the first. */
export function finding(
  facts: Pick<Finding, "severity" | "kind" | "message">,
  groups: readonly (readonly { id: string }[])[],
): Finding {
  return {
    ...facts,
    count: groups.reduce((sum, { length }) => sum + length, 0),
    clips: groups.slice(0, SHOWN).map((clips) => clips.slice(0, SHOWN).map(({ id }) => id)),
  };
}

/** "1 clip", "12 clips". */
export function counted(count: number, thing: string): string {
  return `${count} ${count === 1 ? thing : `${thing}s`}`;
}

/** The first of some names, and how many more there are. */
export function someOf(names: readonly string[], shown = 5): string {
  const more = names.length - shown;
  return [...names.slice(0, shown), ...more > 0 ? [`${more} more`] : []].join(", ");
}
