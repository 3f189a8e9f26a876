import type { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";

/** What is wrong with a request, with nothing of it: zod's own message would repeat the names of unknown fields. */
export function requestIssue(error: z.ZodError): string {
  const isRepeating = error.issues[0]?.message.startsWith("Unrecognized key");
  return isRepeating ? "it has a field that is not known here" : describeIssue(error);
}
