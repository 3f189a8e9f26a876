import { table } from "../../cli/table.ts";
import type { Finding } from "./finding.ts";

/** Clips that are named for each finding; report.json names more. */
const SHOWN = 3;

/** What was found as a table, errors first: one line each. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Checks: nothing found";
  const rows = findings.map(({ severity, kind, message, count, clips }) => [
    severity,
    kind,
    message,
    named(clips, count),
  ]);
  return table(["", "found", "what", "such as"], rows);
}

function named(groups: readonly (readonly string[])[], count: number): string {
  const [first = [], ...others] = groups;
  const isSingle = first.length === 1 && others.every(({ length }) => length === 1);
  const shown = isSingle ? groups.slice(0, SHOWN).flat() : first.slice(0, SHOWN);
  const more = count > shown.length ? ", …" : "";
  return `${shown.join(isSingle ? ", " : " = ")}${more}`;
}
