/** What the choice is made by. */
interface Selectable {
  labels: readonly string[];
  fold?: number | undefined;
}

/**
 * Keeps the clips of some classes, with only those labels.
 *
 * @throws {Error} if a class is not there, with the names of those that are.
 */
export function selectClasses<Clip extends Selectable>(
  clips: readonly Clip[],
  classes: readonly string[],
): Clip[] {
  const known = labelsOf(clips);
  const unknown = classes.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no class "${unknown}"; there are: ${known.join(", ")}`);
  }
  const wanted = new Set(classes);
  return clips
    .map((clip) => ({ ...clip, labels: clip.labels.filter((label) => wanted.has(label)) }))
    .filter(({ labels }) => labels.length > 0);
}

/**
 * Keeps at most `perClass` clips of each class (of each combination of labels, where a clip has several),
 * evenly from all folds, in the order that they came in.
 */
export function limitPerClass<Clip extends Selectable>(
  clips: readonly Clip[],
  perClass: number,
): Clip[] {
  const byClass = Map.groupBy(clips, ({ labels }) => JSON.stringify(labels.toSorted()));
  const kept = new Set([...byClass.values()].flatMap((ofClass) => {
    const folds = [...Map.groupBy(ofClass, ({ fold }) => fold).values()];
    const rank = new Map(folds.flatMap((ofFold) => ofFold.map((clip, place) => [clip, place])));
    return ofClass.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).slice(0, perClass);
  }));
  return clips.filter((clip) => kept.has(clip));
}

/** All labels of some clips, each once, sorted. */
export function labelsOf(clips: Iterable<Selectable>): string[] {
  return [...new Set(Array.from(clips, ({ labels }) => labels).flat())].sort();
}
