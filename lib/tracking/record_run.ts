import { setTimeout as delay } from "node:timers/promises";
import { endProcess } from "../cli/end_process.ts";
import { onStop } from "../cli/on_stop.ts";
import { printNote } from "../cli/print.ts";
import { isUnavailable } from "./rest/mlflow_error.ts";
import type { Params, Run, Tracker } from "./tracker.ts";
import { watchSystem } from "./watch_system.ts";

/** How long a process that is told to stop waits for its run to be closed: a cluster kills it after 30 s. */
const LAST_WORDS_MS = 10_000;

/** After so long a wait a user wants to know what it is for. */
const SOON_MS = 2_000;

/**
 * Does work under a run that ends as the work does: FINISHED, FAILED when it throws, KILLED when the
 * process is told to stop. Meanwhile the use of CPUs and memory is recorded.
 *
 * A run that is gone on with and was made with other parameters is left as it was.
 *
 * @returns What the work returns.
 * @throws What the work throws, or the tracker where it cannot record or finish the run.
 */
export async function recordRun<Result>(
  tracker: Tracker,
  options: { experiment: string; name: string; params?: Params },
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const starting = tracker.startRun(options);
  let stopping: Promise<never> | undefined;
  using _stop = onStop((code) => stopping = endKilled(starting, code));
  const run = await starting.catch(async (error) => {
    await stopping;
    throw error;
  });
  try {
    if (options.params) await run.logParams(options.params);
    const result = await watched(run, work);
    await stopping; // until it ends the process: the run was killed, however the work has ended meanwhile
    await run.end("FINISHED");
    await stopping;
    return result;
  } catch (error) {
    await stopping;
    // Why it failed is what the user must see, and soon: no second wait for a server that does not answer.
    if (!isUnavailable(error)) await endFailed(run, error);
    throw error;
  }
}

/** Marks a run as failed. Where that takes a while, the reason is told before. */
async function endFailed(run: Run, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const timer = setTimeout(
    () => printNote(`Failed: ${reason}. The run has yet to be marked so.`),
    SOON_MS,
  );
  await run.end("FAILED").catch((problem: Error) =>
    printNote(`Warning: the run could not be marked as failed: ${problem.message}`)
  );
  clearTimeout(timer);
}

/** Marks a run as killed, one that has yet to start too, if that can be done in time, and ends the process. */
async function endKilled(starting: Promise<Run>, code: number): Promise<never> {
  const ending = starting.then((run) => run.end("KILLED"))
    .then(() => "Stopped: the run is marked as killed")
    .catch(({ message }: Error) => notMarked(message));
  const late = delay(LAST_WORDS_MS, notMarked("there was no answer in time"));
  return await endProcess(code, ["", await Promise.race([ending, late])]);
}

function notMarked(reason: string): string {
  return `Stopped. Warning: the run could not be marked as killed: ${reason}`;
}

async function watched<Result>(run: Run, work: (run: Run) => Promise<Result>): Promise<Result> {
  await using _watch = watchSystem(run);
  return await work(run);
}
