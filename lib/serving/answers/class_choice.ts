import { Problem } from "../problems/problem.ts";

/** Of all names together: the 521 of AudioSet have 9,000. To look millions up would stop the server. */
const MAX_CHARACTERS = 65_536;

/**
 * The columns of the classes that a client wants to see.
 *
 * @param words Names of classes to look at only, and, with a - before them, of classes to leave out. Several
 * may stand in one word, with commas between them.
 * @throws {Problem} 400 at a word that is no class of the model, and where they are far too long.
 */
export function chooseClasses(words: readonly string[], labels: readonly string[]): number[] {
  if (words.reduce((sum, { length }) => sum + length, 0) > MAX_CHARACTERS) {
    throw new Problem(400, `"classes" is too long: wanted at most ${MAX_CHARACTERS} characters`);
  }
  const allowed = new Set<number>();
  const denied = new Set<number>();
  for (const word of words.flatMap((word) => splitWord(word, labels))) {
    const isLabel = labels.includes(word);
    const column = labels.indexOf(isLabel ? word : word.replace(/^-/, ""));
    if (column < 0) {
      throw new Problem(
        400,
        `"classes" names a class that the model does not have: wanted some of its ${labels.length}, such as ${
          labels[0]
        }, or with a - before it to leave it out`,
      );
    }
    (isLabel ? allowed : denied).add(column);
  }
  return labels.map((_, column) => column)
    .filter((column) => !denied.has(column) && (allowed.size === 0 || allowed.has(column)));
}

/** Labels may have commas themselves: a word that is one, is one. */
function splitWord(word: string, labels: readonly string[]): string[] {
  if (labels.includes(word.replace(/^-/, "")) || labels.includes(word)) return [word];
  return word.split(",").map((part) => part.trim()).filter((part) => part !== "");
}
