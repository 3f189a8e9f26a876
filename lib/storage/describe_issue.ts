import type { z } from "zod";

/**
 * What is wrong with outside data by zod's first issue, as a clause for a message: `samples.0.fold: expected
 * number, received string`; without a place where the whole is wrong.
 *
 * @param from How many parts at the start of the place to leave away, where they are told otherwise.
 */
export function describeIssue({ issues, message }: z.ZodError, from = 0): string {
  const [issue] = issues;
  const what = (issue?.message ?? message).replace(/^Invalid input: /, "");
  const path = issue?.path.slice(from).join(".") ?? "";
  return path === "" ? what : `${path}: ${what}`;
}
