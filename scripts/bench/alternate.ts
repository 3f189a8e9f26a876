/** One of those that are compared: does the same work as the others and says how long it took. */
export interface Contender {
  name: string;
  /** Does the work once. @returns Seconds. */
  run: () => Promise<number>;
}

/** How long a contender took, and how the first one compares with it. */
export interface Timing {
  name: string;
  /** Median over the rounds. */
  seconds: number;
  /** How many times as fast the first contender was: the median of each round's own ratio. */
  ratio: number;
  /** The same from each one's best round: what a machine with nothing else to do comes near. */
  bestRatio: number;
}

/**
 * Lets contenders do their work in turns, so that what else the machine does hits all of them alike:
 * `rounds` rounds, every other one backwards, after one that is not counted. Many short turns tell more than
 * few long ones.
 *
 * @returns A timing for each contender, in their order; the first one's ratio is 1.
 */
export async function alternate(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Timing[]> {
  for (const { run } of contenders) await run();
  const seconds: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = contenders.map((_, index) => index);
    if (round % 2 === 1) order.reverse();
    for (const index of order) seconds[index]?.push(await contenders[index]?.run() ?? NaN);
  }
  const [own = []] = seconds;
  return contenders.map(({ name }, index) => {
    const taken = seconds[index] ?? [];
    return {
      name,
      seconds: median(taken),
      ratio: median(taken.map((value, round) => value / (own[round] ?? NaN))),
      bestRatio: Math.min(...taken) / Math.min(...own),
    };
  });
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Runs something and takes the time. @returns Seconds. */
export async function stopwatch(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1000;
}
