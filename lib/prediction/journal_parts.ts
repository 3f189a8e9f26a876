/** A file of a journal in a bucket: the lines `first` to `end` (excluded), of which those from `from` on count. */
export interface JournalPart {
  path: string;
  first: number;
  from: number;
  end: number;
}

const DIGITS = 9;
const NAME = /\/(\d+)-(\d+)-[^/]+$/;

/** Names parts by the lines that they hold, from `first` on: `000000600-000000731`. */
export function partNames(first: number): (lines: number) => string {
  return (lines) => {
    const range = [first, first += lines];
    return range.map((line) => String(line).padStart(DIGITS, "0")).join("-");
  };
}

/**
 * The parts that together have each line once, from the first on, in their order. Two processes that are at
 * the same work write parts that overlap. Behind a gap nothing counts: somebody has removed what was there.
 */
export function chainParts(paths: readonly string[]): JournalPart[] {
  const parts = paths.flatMap((path) => {
    const [, first, end] = NAME.exec(path) ?? [];
    return first === undefined ? [] : [{ path, first: Number(first), end: Number(end) }];
  }).sort((a, b) => a.first - b.first);
  const chain: JournalPart[] = [];
  let next = 0;
  for (const part of parts) {
    if (part.first > next) break;
    if (part.end <= next) continue;
    chain.push({ ...part, from: next });
    next = part.end;
  }
  return chain;
}
