import type { z } from "zod";
import { requestIssue } from "../problems/request_issue.ts";
import { BodyError } from "./parsed_body.ts";

/**
 * Reads a JSON body by its schema.
 *
 * @throws {BodyError} if it is no JSON, or not what the schema wants.
 */
export function jsonBody<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(parseJson(bytes));
  if (result.success) return result.data;
  throw new BodyError(`Cannot read the request's body: ${requestIssue(result.error)}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch { // its message would show a part of the body
    throw new BodyError("Cannot read the request's body: wanted JSON in UTF-8");
  }
}
