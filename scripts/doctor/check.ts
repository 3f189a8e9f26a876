import { table } from "../../lib/cli/table.ts";

/**
 * `ok`: as it should be; `missing`: something that only some of the work needs; `broken`: the main job
 * (dataset, training, evaluation, prediction) cannot run.
 */
export type Verdict = "ok" | "missing" | "broken";

/** One thing that was looked at. */
export interface Check {
  name: string;
  verdict: Verdict;
  /** What is there. */
  found: string;
  /** What to do about it, where something is to be done. */
  advice?: string;
}

const MARKS: Record<Verdict, string> = { ok: "ok", missing: "-", broken: "FAIL" };

/** The checks as a table, and below it what to do about those that are not ok. */
export function describeChecks(checks: readonly Check[]): string {
  const rows = checks.map(({ name, verdict, found }) => [MARKS[verdict], name, found]);
  const todo = checks.filter(({ advice }) => advice !== undefined)
    .map(({ name, advice }) => `  ${name}: ${advice}`);
  const advice = todo.length > 0 ? ["", "What to do:", ...todo] : [];
  return [table(["", "what", "found"], rows), ...advice].join("\n");
}

/** Something that only some of the work needs: ok where it was found, else missing with advice. */
export function optional(
  name: string,
  found: string | undefined,
  otherwise: { found: string; advice: string },
): Check {
  return found === undefined
    ? { name, verdict: "missing", ...otherwise }
    : { name, verdict: "ok", found };
}

/** Something that the main job needs: broken, with the error and advice, where looking at it throws. */
export async function required(
  name: string,
  look: () => Promise<string>,
  advice: string,
): Promise<Check> {
  try {
    return { name, verdict: "ok", found: await look() };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { name, verdict: "broken", found, advice };
  }
}
