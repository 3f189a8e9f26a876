import { setTimeout as delay } from "node:timers/promises";

const INTERVAL_MS = 2_000;

/**
 * Looks again and again until there is an answer.
 *
 * @param look Gives the answer, or nothing while there is none yet.
 * @returns The answer, or nothing where the time was up.
 * @throws the signal's reason once it is aborted.
 */
export async function poll<Answer>(
  look: () => Promise<Answer | undefined>,
  { limitMs, signal }: { limitMs: number; signal: AbortSignal },
): Promise<Answer | undefined> {
  const untilMs = performance.now() + limitMs;
  while (true) {
    const answer = await look();
    if (answer !== undefined || performance.now() > untilMs) return answer;
    await delay(INTERVAL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
