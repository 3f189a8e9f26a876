import { Random } from "../dataset/random.ts";
import type { Interval } from "./wilson.ts";

/** How an interval was resampled. */
export interface Bootstrap {
  resamples: number;
  seed: number;
  /** What is drawn with replacement: whole recordings, as their clips resemble each other, or single clips. */
  unit: "recording" | "clip";
}

/**
 * The 95 % percentile interval of a statistic under resampling (B. Efron, 1979): the groups are drawn
 * with replacement, as many as there are, again and again.
 *
 * @param groups Clips, grouped by what is drawn as a whole.
 * @param statistic Computed on the clips of each resample; resamples where it is `null` are left out.
 * @returns `null` where the statistic never was defined.
 */
export function bootstrapInterval<Clip>(
  groups: readonly (readonly Clip[])[],
  statistic: (clips: readonly Clip[]) => number | null,
  { resamples, seed }: Pick<Bootstrap, "resamples" | "seed">,
): Interval | null {
  const random = new Random(seed);
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const value = statistic(drawGroups(groups, random));
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

/** As many groups as there are, with replacement. A loop, as `flat()` is slow on many small arrays. */
function drawGroups<Clip>(groups: readonly (readonly Clip[])[], random: Random): Clip[] {
  const drawn: Clip[] = [];
  for (let draw = 0; draw < groups.length; draw++) {
    for (const clip of groups[random.integer(groups.length)] ?? []) drawn.push(clip);
  }
  return drawn;
}

/** Clips that share a recording. A clip without one is a group of its own. */
export function groupClips<Clip extends { id: string }>(
  clips: readonly Clip[],
  recordings: ReadonlyMap<string, string>,
): Clip[][] {
  const groups = Map.groupBy(clips, ({ id }) => {
    const recording = recordings.get(id);
    return recording === undefined ? `clip ${id}` : `recording ${recording}`;
  });
  return [...groups.values()];
}

/** Linear interpolation between the two nearest of the sorted values, as NumPy's default. */
function quantile(sorted: readonly number[], part: number): number {
  const position = part * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
