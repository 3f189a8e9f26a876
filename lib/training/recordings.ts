import type { Sample } from "../dataset/dataset.ts";

/** The clips of one recording, which stay together in every split. */
export interface Recording {
  name: string;
  /** Where its clips stand in the samples. */
  rows: number[];
  /** How many of its clips have each label, see `countLabels()`. */
  labelCounts: ReadonlyMap<string, number>;
}

/** Groups samples by recording, in order of first appearance. */
export function groupRecordings(samples: readonly Sample[]): Recording[] {
  const rows = Map.groupBy(samples.keys(), (row) => samples[row]?.recording ?? "");
  return [...rows].map(([name, rows]) => ({
    name,
    rows,
    labelCounts: countLabels(rows.flatMap((row) => samples[row] ?? [])),
  }));
}

/** How many samples there are ("all"), have no label ("none"), and have each label ("label dog"). */
export function countLabels(samples: readonly Sample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels } of samples) {
    const own = labels.length > 0 ? labels.map((label) => `label ${label}`) : ["none"];
    for (const key of ["all", ...own]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
