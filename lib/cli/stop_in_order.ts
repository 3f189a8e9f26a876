import { endProcess } from "./end_process.ts";
import { Stopped } from "./exit.ts";
import { onStop } from "./on_stop.ts";
import { printNote } from "./print.ts";

/** What is under way may hang; a cluster kills a process 30 s after it has told it to stop. */
const PATIENCE_MS = 10_000;

/**
 * Lets work that can be gone on with stop in order: at Ctrl-C or SIGTERM the signal is aborted with a
 * {@linkcode Stopped}, for the work to throw once it has put all in order. The process ends by itself where
 * that takes too long.
 *
 * @example
 * ```ts ignore
 * using stop = stopInOrder();
 * await createDataset(source, out, { signal: stop.signal });
 * ```
 */
export function stopInOrder(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const signals = onStop((code) => {
    const stopped = new Stopped(code);
    controller.abort(stopped);
    printNote("\nStopping");
    timer = setTimeout(() => endProcess(code, [stopped.message]), PATIENCE_MS);
  });
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      signals[Symbol.dispose]();
    },
  };
}
