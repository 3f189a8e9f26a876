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
 */
export function stopInOrder(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (controller.signal.aborted) return;
      controller.abort(new Stopped(code));
      printNote("\nStopping");
      setTimeout(() => endNow(controller.signal.reason), PATIENCE_MS);
    });
  }
  return controller.signal;
}

async function endNow({ message, code }: Stopped): Promise<never> {
  printNote(message);
  await endWorkers();
  Deno.exit(code);
}
