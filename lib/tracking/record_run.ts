import { endWorkers } from "../workers/end_workers.ts";
import type { Run, Tracker } from "./tracker.ts";

/** Signals that end a process by the user's or the cluster's wish, and the exit codes that shells expect. */
const SIGNALS = Deno.build.os === "windows"
  ? [["SIGINT", 130]] as const
  : [["SIGINT", 130], ["SIGTERM", 143]] as const;

/**
 * Does work under a run that ends as the work does: FINISHED, FAILED when it throws, KILLED when the
 * process is told to stop.
 *
 * @returns What the work returns.
 */
export async function recordRun<Result>(
  tracker: Tracker,
  options: { experiment: string; name: string },
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const run = await tracker.startRun(options);
  const handlers = SIGNALS.map(([signal, code]) => {
    const handler = () =>
      void run.end("KILLED").then(endWorkers, endWorkers).finally(() => Deno.exit(code));
    Deno.addSignalListener(signal, handler);
    return { signal, handler };
  });
  try {
    const result = await work(run);
    await run.end("FINISHED");
    return result;
  } catch (error) {
    await run.end("FAILED").catch(() => {}); // why the work failed is what the user must see
    throw error;
  } finally {
    for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
  }
}
