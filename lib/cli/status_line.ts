import { printNote } from "./print.ts";

/** Between two lines of a log, so that a Job's stays readable. */
const LOG_INTERVAL_MS = 10_000;

/**
 * One line on stderr that tells how open-ended work stands, rewritten in place; where stderr is no
 * terminal, a line of its own every ten seconds.
 *
 * @example
 * ```ts ignore
 * using status = statusLine();
 * status.update("Training: epoch 31, loss 0.12");
 * ```
 */
export function statusLine(): Disposable & { update: (text: string) => void } {
  const isTerminal = Deno.stderr.isTerminal();
  let loggedAtMs = performance.now();
  let isShown = false;
  return {
    update(text) {
      if (isTerminal) {
        Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${text}`));
        isShown = true;
      } else if (performance.now() - loggedAtMs >= LOG_INTERVAL_MS) {
        printNote(text);
        loggedAtMs = performance.now();
      }
    },
    [Symbol.dispose]() {
      if (isShown) printNote("");
    },
  };
}
