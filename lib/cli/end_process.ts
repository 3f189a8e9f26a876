import { endWorkers } from "../workers/end_workers.ts";
import { printNote } from "./print.ts";

let ending: Promise<never> | undefined;

/**
 * Ends the process once no worker is inside of native code, see `endWorkers()`. The first call counts: what
 * fails later, as it has lost its workers, is not told, and does not change the exit code.
 *
 * @param lines Last words, for stderr, after those of work that has yet to see that it is over.
 */
export function endProcess(code: number, lines: readonly string[] = []): Promise<never> {
  return ending ??= end(code, lines);
}

async function end(code: number, lines: readonly string[]): Promise<never> {
  await endWorkers();
  try {
    for (const line of lines) printNote(line);
  } catch { // nobody reads them any more
  }
  Deno.exit(code);
}
