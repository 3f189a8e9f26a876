import { z } from "zod";
import { UsageError } from "../cli/exit.ts";
import { describeIssue } from "../storage/describe_issue.ts";

/** Tells an environment variable, for tests another than Deno's. */
export type Environment = (name: string) => string | undefined;

/**
 * Reads environment variables, named by the schema's keys. An empty one counts as unset, as a Job's manifest
 * often leaves one empty.
 *
 * @throws {UsageError} at a bad value, which is named but never shown: it may be a secret.
 */
export function readVariables<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment = Deno.env.get,
): z.output<z.ZodObject<Shape>> {
  const given = Object.keys(schema.shape).map((name) => [name, environment(name) || undefined]);
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new UsageError(`Bad value for ${describeIssue(result.error)}`);
}
