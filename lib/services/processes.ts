import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;

/**
 * Waits for processes that need not be this one's children.
 *
 * @param id A process's, or minus a group's.
 * @returns Whether all have ended in time.
 */
export async function allEnd(id: number, limitMs: number): Promise<boolean> {
  const untilMs = performance.now() + limitMs;
  while (isAlive(id)) {
    if (performance.now() > untilMs) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Ends processes by force; `id` as for {@linkcode allEnd}. */
export function kill(id: number): void {
  try {
    Deno.kill(id, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0); // asks only
  } catch {
    return false;
  }
}
