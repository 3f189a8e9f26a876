import { table } from "../../cli/table.ts";
import { type Finding, joinGroup } from "./finding.ts";

/** Clips that are named for each finding; report.json names more. */
const SHOWN = 3;

/** Titles of the columns of {@linkcode findingRows}. */
export const FINDING_COLUMNS = ["", "found", "what", "such as"];

/** What was found as a table, errors first: one line each. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.length === 0
    ? "Checks: nothing found"
    : table(FINDING_COLUMNS, findingRows(findings));
}

/** A row for each finding. */
export function findingRows(findings: readonly Finding[]): string[][] {
  return findings.map((finding) => [
    finding.severity,
    finding.kind,
    finding.message,
    named(finding),
  ]);
}

function named({ kind, clips: groups, count }: Finding): string {
  const [first = [], ...others] = groups;
  const isSingle = first.length === 1 && others.every(({ length }) => length === 1);
  const shown = isSingle ? groups.slice(0, SHOWN).flat() : first.slice(0, SHOWN);
  const more = count > shown.length ? ", …" : "";
  return `${isSingle ? shown.join(", ") : joinGroup(kind, shown)}${more}`;
}
