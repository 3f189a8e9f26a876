import { endWorkers } from "../workers/end_workers.ts";
import { Stopped } from "./exit.ts";
import { printNote } from "./print.ts";
import { STOP_SIGNALS } from "./stop_signal.ts";

/** What is under way may hang; a cluster kills a process 30 s after it has told it to stop. */
const PATIENCE_MS = 10_000;

/**
 * Lets work that can be gone on with stop in order: at Ctrl-C or SIGTERM the signal is aborted with a
 * {@linkcode Stopped}, for the work to throw once it has put all in order. The process ends by itself where
 * that takes too long. Later signals are passed over: `deno task` hands on one that its whole group has had.
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
  const handlers = STOP_SIGNALS.map(([signal, code]) => {
    const handler = () => {
      if (controller.signal.aborted) return;
      const stopped = new Stopped(code);
      controller.abort(stopped);
      printNote("\nStopping");
      timer = setTimeout(() => endNow(stopped), PATIENCE_MS);
    };
    Deno.addSignalListener(signal, handler);
    return { signal, handler };
  });
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
    },
  };
}

async function endNow({ message, code }: Stopped): Promise<never> {
  printNote(message);
  await endWorkers();
  Deno.exit(code);
}
