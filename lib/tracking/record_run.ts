import { setTimeout as delay } from "node:timers/promises";
import { endWorkers } from "../workers/end_workers.ts";
import { isUnavailable } from "./mlflow_error.ts";
import type { Run, Tracker } from "./tracker.ts";
import { watchSystem } from "./watch_system.ts";

/** Signals that end a process by the user's or the cluster's wish, and the exit codes that shells expect. */
const SIGNALS = Deno.build.os === "windows"
  ? [["SIGINT", 130]] as const
  : [["SIGINT", 130], ["SIGTERM", 143]] as const;

/** How long a process that is told to stop waits for its run to be closed: a cluster kills it after 30 s. */
const LAST_WORDS_MS = 10_000;

/**
 * Does work under a run that ends as the work does: FINISHED, FAILED when it throws, KILLED when the
 * process is told to stop. Meanwhile the use of CPUs and memory is recorded.
 *
 * @returns What the work returns.
 * @throws What the work throws, or the tracker where it cannot record or finish the run.
 */
export async function recordRun<Result>(
  tracker: Tracker,
  options: { experiment: string; name: string },
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const run = await tracker.startRun(options);
  using _signals = onSignal(async (code) => {
    await Promise.race([run.end("KILLED").catch(() => {}), delay(LAST_WORDS_MS)]);
    await endWorkers();
    Deno.exit(code);
  });
  try {
    const result = await watched(run, work);
    await run.end("FINISHED");
    return result;
  } catch (error) {
    // Why it failed is what the user must see, and soon: no second wait for a server that does not answer.
    if (!isUnavailable(error)) await run.end("FAILED").catch(() => {});
    throw error;
  }
}

async function watched<Result>(run: Run, work: (run: Run) => Promise<Result>): Promise<Result> {
  using _watch = watchSystem(run);
  return await work(run);
}

/** Calls `handle` once, at the first signal, with the exit code. */
function onSignal(handle: (code: number) => Promise<void>): Disposable {
  const handlers = SIGNALS.map(([signal, code]) => {
    const handler = () => {
      stop();
      void handle(code);
    };
    Deno.addSignalListener(signal, handler);
    return { signal, handler };
  });
  const stop = () => {
    for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
  };
  return { [Symbol.dispose]: stop };
}
