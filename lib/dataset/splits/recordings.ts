/** What of a clip says with which others it belongs together. */
export interface GroupedClip {
  labels: readonly string[];
  recording: string;
  sourceSha256: string;
  /** Its loudest sample, where that is known; 0 for digital silence. */
  peak?: number | undefined;
}

/** The clips of one recording, which stay together in every split. */
export interface Recording {
  /** For messages. */
  name: string;
  /** Where its clips stand in the samples. */
  rows: number[];
  /** How many of its clips have each label, see `countLabels()`. */
  labelCounts: ReadonlyMap<string, number>;
}

/**
 * Groups samples by recording, in order of first appearance. Clips of the same audio belong together,
 * whatever recordings they are said to be of: a copy under another name would else stand on the other side
 * of a split. Digital silence is no copy: windows of silence would tie all recordings that pause together.
 */
export function groupRecordings(samples: readonly GroupedClip[]): Recording[] {
  const groupOf = new Map<string, Group>();
  for (const [row, { recording, sourceSha256, peak }] of samples.entries()) {
    const keys = [`recording ${recording}`, ...peak === 0 ? [] : [`audio ${sourceSha256}`]];
    const known = new Set(keys.flatMap((key) => groupOf.get(key) ?? []));
    const [group = newGroup(), other = newGroup()] = [...known].sort(largerFirst);
    for (const own of [row, ...other.rows]) group.rows.push(own);
    for (const key of [...keys, ...other.keys]) {
      group.keys.add(key);
      groupOf.set(key, group);
    }
  }
  return [...new Set(groupOf.values())].map(({ rows }) => toRecording(samples, rows));
}

/** Rows that belong together, and what they are known by. */
interface Group {
  rows: number[];
  keys: Set<string>;
}

const newGroup = (): Group => ({ rows: [], keys: new Set() });

/** The smaller of two joins the larger: else many that join one after the other would take its size each. */
const largerFirst = (a: Group, b: Group) => b.rows.length - a.rows.length;

/** So many names of one recording are enough for a message. */
const SHOWN_NAMES = 3;

function toRecording(samples: readonly GroupedClip[], rows: readonly number[]): Recording {
  const inOrder = rows.toSorted((a, b) => a - b);
  const own = inOrder.flatMap((row) => samples[row] ?? []);
  const names = new Set(own.map(({ recording }) => recording));
  return {
    name: [...names].slice(0, SHOWN_NAMES).join('" with the same audio as "'),
    rows: inOrder,
    labelCounts: countLabels(own),
  };
}

/** How many samples there are ("all"), have no label ("none"), and have each label ("label dog"). */
export function countLabels(samples: readonly GroupedClip[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels } of samples) {
    const own = labels.length > 0 ? labels.map((label) => `label ${label}`) : ["none"];
    for (const key of ["all", ...own]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
