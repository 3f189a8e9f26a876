import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** What a program needs at most to end in order; a number that another process has by now is not waited for longer. */
const ENDING_MS = 20_000;

/**
 * Waits for a program that is still ending, as its parent was killed a moment ago: until then it keeps
 * its folder locked.
 *
 * @param pidFile What the parent has left: the program's process id. Without the file there is none.
 */
export async function waitForPredecessor(pidFile: string): Promise<void> {
  const pid = Number(await Deno.readTextFile(pidFile).catch(() => ""));
  const limitMs = performance.now() + ENDING_MS;
  while (pid > 0 && isAlive(pid) && performance.now() < limitMs) await delay(100);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0); // asks only
  } catch {
    return false;
  }
}
