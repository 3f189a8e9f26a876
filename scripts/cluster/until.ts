import { setTimeout as delay } from "node:timers/promises";

/**
 * Looks again and again until there is an answer.
 *
 * @param what "a pod that is ready", for the error.
 * @param look Gives the answer, or `undefined` to be asked again.
 * @throws {Error} if there is none in time.
 */
export async function until<Answer>(
  what: string,
  limitSeconds: number,
  look: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const endMs = performance.now() + limitSeconds * 1000;
  while (performance.now() < endMs) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await delay(250);
  }
  throw new Error(`Wanted ${what} within ${limitSeconds} s`);
}
