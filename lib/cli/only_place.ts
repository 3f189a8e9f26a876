import { UsageError } from "./exit.ts";

/**
 * The one thing that a command is about: a word without a flag, or what a flag or variable names.
 *
 * @param what For messages: "a dataset".
 * @throws {UsageError} if there is none or more than one word.
 */
export function onlyPlace(
  words: readonly string[],
  named: string | undefined,
  what: string,
): string {
  const [place = named, ...others] = words;
  if (place === undefined) throw new UsageError(`Wanted ${what}; nothing was given`);
  if (others.length === 0) return place;
  throw new UsageError(`Wanted ${what}; got ${words.length}: ${words.join(", ")}`);
}
