import { type ClipFacts, standOnTwoSides } from "./clip_facts.ts";
import { counted, type Finding, finding, someOf } from "./finding.ts";

/** Recordings of which clips stand in several folds or splits. */
export function checkRecordings(clips: readonly ClipFacts[]): Finding[] {
  const torn = [...Map.groupBy(clips, ({ recording }) => recording)]
    .filter(([, own]) => standOnTwoSides(own));
  if (torn.length === 0) return [];
  const names = torn.map(([name]) => name);
  const message = `${counted(torn.length, "recording")} in several folds or splits (${
    someOf(names)
  }): a model would be tested on what it was trained on`;
  const groups = torn.map(([, own]) => own);
  return [finding({ severity: "error", kind: "recordings-on-two-sides", message }, groups)];
}
