import { CHANGED_LETTER_LETTERS, RARE_LABEL_RATIO, TYPO_LETTERS } from "./thresholds.ts";

/** Two labels that may be meant to be one; the rarer one first. */
export interface LabelPair {
  labels: [rarer: string, other: string];
  /** What tells them apart. */
  difference: "case, blanks or signs" | "one letter";
}

/**
 * Finds labels that look like two spellings of one.
 *
 * Those that differ only by case, Unicode form, blanks, underscores and hyphens always do. Those that differ
 * by one letter, or by two that changed places, only where one of them is rare beside the other, they are
 * long and begin alike, and no digit tells them apart: "rain" and "train", "cat" and "car", "room 1" and
 * "room 2" are different things. First letters are seldom mistyped (E. J. Yannakoudakis and D. Fawthrop, The
 * rules of spelling errors, 1983). Of the 135,460 pairs of AudioSet's 521 names, four would be taken for
 * slips if one of them were rare: "Crow" and "Crowd" among them.
 *
 * @param counts How many clips each label has.
 */
export function similarLabels(counts: ReadonlyMap<string, number>): LabelPair[] {
  const byKey = Map.groupBy(counts.keys(), spellingKey);
  const same = [...byKey.values()].flatMap((labels) => {
    const [most = "", ...others] = labels.toSorted((a, b) =>
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0)
    );
    return others.map((label): LabelPair => ({
      labels: [label, most],
      difference: "case, blanks or signs",
    }));
  });
  const commonest = new Map(Array.from(byKey, ([key, labels]) => {
    const sizes = labels.map((label) => counts.get(label) ?? 0);
    return [key, {
      label: labels[sizes.indexOf(Math.max(...sizes))] ?? "",
      count: sizes.reduce((sum, size) => sum + size, 0),
    }];
  }));
  const typos = neighbours(comparable(commonest)).flatMap(([one, other]): LabelPair[] => {
    const [rarer, more] = [commonest.get(one), commonest.get(other)]
      .sort((a, b) => (a?.count ?? 0) - (b?.count ?? 0));
    if (!rarer || !more || rarer.count * RARE_LABEL_RATIO > more.count) return [];
    return [{ labels: [rarer.label, more.label], difference: "one letter" }];
  });
  return [...same, ...typos];
}

/** The words that are rare beside another, or have another rare beside them: none where each clip has a label of its own. */
function comparable(words: ReadonlyMap<string, { count: number }>): string[] {
  let [fewest, most] = [Infinity, 0];
  for (const { count } of words.values()) {
    [fewest, most] = [Math.min(fewest, count), Math.max(most, count)];
  }
  return Array.from(words)
    .filter(([, { count }]) =>
      count * RARE_LABEL_RATIO <= most || fewest * RARE_LABEL_RATIO <= count
    )
    .map(([word]) => word);
}

/** What two spellings of a word have in common. */
function spellingKey(label: string): string {
  const key = label.normalize("NFKC").toLowerCase().replace(/[\s_-]+/gu, "");
  return key === "" ? label : key;
}

/**
 * Pairs of words that are one slip of the pen apart. Such words have a form in common with one letter left
 * out (the idea of SymSpell), so that no word is compared with all others.
 */
function neighbours(words: readonly string[]): [string, string][] {
  const sharing = new Map<string, Set<string>>();
  for (const word of words) {
    if ([...word].length < TYPO_LETTERS - 1) continue;
    for (const form of [word, ...withoutOne(word)]) {
      const before = sharing.get(form);
      if (before) before.add(word);
      else sharing.set(form, new Set([word]));
    }
  }
  const pairs = new Map<string, [string, string]>();
  for (const alike of sharing.values()) {
    const group = [...alike].sort();
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1)) {
        if (isSlip(one, other)) pairs.set(JSON.stringify([one, other]), [one, other]);
      }
    }
  }
  return [...pairs.values()];
}

function withoutOne(word: string): string[] {
  const letters = [...word];
  return letters.map((_, index) => letters.toSpliced(index, 1).join(""));
}

/** Whether one letter, not the first and no digit, is changed, added or left out, or two changed places. */
function isSlip(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  if (Math.max(a.length, b.length) < TYPO_LETTERS || a[0] !== b[0]) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [from = [], to = []] = [a, b].map((word) => word.slice(start, word.length - end));
  if (/\p{N}/u.test([...from, ...to].join(""))) return false;
  if (from.length + to.length === 1) return true;
  if (from.length === 1 && to.length === 1) return a.length >= CHANGED_LETTER_LETTERS;
  return from.length === 2 && from.join("") === to.reverse().join("");
}
