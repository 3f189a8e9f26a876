import type { z } from "zod";
import { UsageError } from "../cli/exit.ts";

/*
 * Parameters of a notebook that can be set from outside, by the variable that the script of the same name
 * reads. An empty variable counts as unset, as for the scripts.
 */

/** A text, or `undefined` where the variable is not set. */
export function text(variable: string): string | undefined {
  return Deno.env.get(variable) || undefined;
}

/**
 * A number, or `undefined` where the variable is not set.
 *
 * @throws {UsageError} if it holds anything else.
 */
export function number(variable: string): number | undefined {
  const given = text(variable);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`Bad value for ${variable}: wanted a number; got "${given}"`);
}

/**
 * One of several words, or `undefined` where the variable is not set.
 *
 * @throws {UsageError} if it holds anything else.
 */
export function choice<const Word extends string>(
  variable: string,
  words: readonly Word[],
): Word | undefined {
  const given = text(variable);
  if (given === undefined) return undefined;
  const word = words.find((word) => word === given);
  if (word !== undefined) return word;
  throw new UsageError(`Bad value for ${variable}: wanted ${words.join(" or ")}; got "${given}"`);
}

/**
 * What the schema of a script's flag makes of a variable, or `undefined` where the variable is not set.
 *
 * @throws {UsageError} if the schema refuses it.
 */
export function parsed<Schema extends z.ZodType>(
  variable: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const given = text(variable);
  if (given === undefined) return undefined;
  const { data, error } = schema.safeParse(given);
  if (!error) return data;
  throw new UsageError(`Bad value for ${variable}: ${error.issues[0]?.message}; got "${given}"`);
}
