/** A split and how large it is to be, relative to the others. */
export interface SplitShare {
  split: string;
  share: number;
}

/** Which splits two and three numbers stand for. Training keeps its hands off "test". */
const NAMES: Readonly<Record<number, readonly string[]>> = {
  2: ["train", "test"],
  3: ["train", "validation", "test"],
};

/** What {@linkcode parseSplitShares} reads, for messages. */
export const SPLIT_SHARES = "wanted train/test or train/validation/test, such as 80/20 or 80/10/10";

/**
 * Reads the sizes of splits: "80/20" for train and test, "80/10/10" with validation between them. The
 * numbers need not add up to 100.
 *
 * @returns `undefined` if it is no two or three numbers above 0.
 */
export function parseSplitShares(text: string): SplitShare[] | undefined {
  const shares = text.split("/").map((part) => /^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) : 0);
  const names = NAMES[shares.length];
  if (!names || !shares.every((share) => share > 0 && Number.isFinite(share))) return undefined;
  return shares.map((share, index) => ({ split: names[index] ?? "", share }));
}
