import type { Sample } from "../dataset/dataset.ts";
import type { Random } from "../dataset/random.ts";
import { countLabels, groupRecordings } from "../dataset/splits/recordings.ts";

/** Which samples train and which are held out, by where they stand. */
export interface HeldOut {
  training: number[];
  validation: number[];
}

/**
 * Holds out about a fraction of each label's samples, whole recordings in random order, and always leaves
 * a recording of each label for training.
 *
 * @throws {RangeError} if there are too few recordings to hold any out.
 */
export function holdOut(samples: readonly Sample[], fraction: number, random: Random): HeldOut {
  const totals = countLabels(samples);
  const held = new Map<string, number>();
  const validation: number[] = [];
  for (const { rows, labelCounts } of random.shuffle(groupRecordings(samples))) {
    const fits = [...labelCounts].every(([label, count]) => {
      const total = totals.get(label) ?? 0;
      const before = held.get(label) ?? 0;
      return before + count < total && before + count / 2 <= fraction * total;
    });
    if (!fits) continue;
    for (const [label, count] of labelCounts) held.set(label, (held.get(label) ?? 0) + count);
    validation.push(...rows);
  }
  if (validation.length === 0) {
    throw new RangeError(
      `Cannot hold out ${fraction} of ${samples.length} clips to tell when to stop: each label has too few recordings. Add some, train the logistic head, or set the validation fraction to 0`,
    );
  }
  const isHeld = new Set(validation);
  const training = [...samples.keys()].filter((row) => !isHeld.has(row));
  return { training, validation: validation.sort((a, b) => a - b) };
}
