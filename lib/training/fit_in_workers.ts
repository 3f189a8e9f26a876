import { cpuQuota } from "../workers/cpu_quota.ts";
import { WorkerPool } from "../workers/worker_pool.ts";
import type { Epoch } from "./epoch.ts";
import type { FittedHead } from "./fit_head.ts";
import type { FitProblem } from "./fit_problem.ts";
import type { FitRequest } from "./fit_worker.ts";

/** Workers that solve problems; the result is the same for any number of them. */
export type FitPool = WorkerPool<null, FitRequest, FittedHead>;

/** For fits one after the other: to start workers takes time, above all under a notebook's kernel (1 s). */
export async function openFitPool(workers: number = cpuQuota()): Promise<FitPool> {
  return await WorkerPool.open(new URL("./fit_worker.ts", import.meta.url), {
    init: null,
    workers,
  });
}

/** How fits are run. */
export interface FitRunOptions {
  /** By default one that lasts as long as the call. */
  pool?: FitPool | undefined;
  /** Told each epoch of each fit once and in order, while it runs. */
  onEpoch?: ((fit: number, epoch: Epoch) => void) | undefined;
}

/**
 * Solves problems side by side in workers.
 *
 * @returns In the order of the problems.
 */
export async function fitInWorkers(
  problems: readonly FitProblem[],
  { pool, onEpoch }: FitRunOptions = {},
): Promise<FittedHead[]> {
  if (!pool) {
    using own = await openFitPool(Math.min(cpuQuota(), problems.length));
    return await fitInWorkers(problems, { pool: own, onEpoch });
  }
  return await Promise.all(
    problems.map((problem, fit) => runFit(pool, problem, (epoch) => onEpoch?.(fit, epoch))),
  );
}

async function runFit(
  pool: FitPool,
  problem: FitProblem,
  onEpoch: (epoch: Epoch) => void,
): Promise<FittedHead> {
  const { port1: here, port2: there } = new MessageChannel();
  let told = 0;
  const tell = (epoch: Epoch) => {
    if (epoch.epoch <= told) return;
    told = epoch.epoch;
    onEpoch(epoch);
  };
  here.onmessage = ({ data }: MessageEvent<Epoch>) => tell(data);
  try {
    const fitted = await pool.run({ problem, epochs: there }, [there]);
    fitted.history.forEach(tell); // the answer may overtake the last messages
    return fitted;
  } finally {
    here.close();
  }
}
