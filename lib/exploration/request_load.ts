/** How a server answers while it has so many requests at a time. */
export interface LoadRound {
  concurrency: number;
  requestsPerSecond: number;
  /** Half of the answers came within this time. */
  p50Ms: number;
  p99Ms: number;
}

/**
 * Keeps so many requests under way until all are answered, and says how long they took.
 *
 * @param ask Sends one and waits for its answer.
 * @param requests How many in all, at least 1.
 */
export async function requestLoad(
  ask: () => Promise<unknown>,
  { concurrency, requests }: { concurrency: number; requests: number },
): Promise<LoadRound> {
  const tookMs: number[] = [];
  let left = requests;
  const startMs = performance.now();
  const askOn = async () => {
    while (left-- > 0) {
      const askedMs = performance.now();
      await ask();
      tookMs.push(performance.now() - askedMs);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, askOn));
  const seconds = (performance.now() - startMs) / 1000;
  tookMs.sort((a, b) => a - b);
  const within = (part: number) => tookMs[Math.ceil(part * tookMs.length) - 1] ?? NaN;
  return {
    concurrency,
    requestsPerSecond: requests / seconds,
    p50Ms: within(0.5),
    p99Ms: within(0.99),
  };
}
