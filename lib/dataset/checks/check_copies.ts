import { type ClipFacts, standOnTwoSides } from "./clip_facts.ts";
import { counted, type Finding, finding } from "./finding.ts";

/**
 * The same audio more than once, sample for sample: on two sides of a split, under different labels, or only
 * there twice. Digital silence is left to another check.
 */
export function checkCopies(clips: readonly ClipFacts[]): Finding[] {
  const sounding = clips.filter(({ peak }) => peak !== 0);
  const copies = [...Map.groupBy(sounding, ({ sourceSha256 }) => sourceSha256).values()]
    .filter(({ length }) => length > 1);
  const contradicts = (group: ClipFacts[]) => new Set(group.map(labelling)).size > 1;
  const torn = copies.filter(standOnTwoSides);
  const contradictory = copies.filter(contradicts);
  const others = copies.filter((group) => !standOnTwoSides(group) && !contradicts(group));
  const findings: Finding[] = [];
  if (torn.length > 0) {
    const message = `${
      counted(torn.length, "sound")
    } in several folds or splits: a model would be tested on what it was trained on`;
    findings.push(finding({ severity: "error", kind: "copies-on-two-sides", message }, torn));
  }
  if (contradictory.length > 0) {
    const [first = []] = contradictory;
    const message = `${counted(contradictory.length, "sound")} under different labels, such as ${
      [...new Set(first.map(labelling))].slice(0, 3).join(" and ")
    }`;
    findings.push(
      finding({ severity: "error", kind: "copies-labelled-differently", message }, contradictory),
    );
  }
  if (others.length > 0) {
    const message = `${counted(others.length, "sound")} more than once, with the same labels`;
    findings.push(finding({ severity: "warning", kind: "copies", message }, others));
  }
  return findings;
}

function labelling({ labels }: ClipFacts): string {
  return labels.length === 0 ? "no label" : `"${labels.toSorted().join(" + ")}"`;
}
