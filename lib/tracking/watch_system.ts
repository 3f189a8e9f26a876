import { z } from "zod";
import { printNote } from "../cli/print.ts";
import { type Environment, readVariables } from "./read_variables.ts";
import { systemMeter, type SystemUsage } from "./system_usage.ts";
import type { Run } from "./tracker.ts";

/** MLflow's own variables; other than with MLflow, the metrics are on unless they are switched off. */
const Variables = z.object({
  MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING: z.stringbool("wanted true or false").default(true),
  MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: z.coerce.number().min(0.1).default(10),
});

/**
 * Records the use of CPUs and memory every 10 s while a run goes on, as MLflow's `system/…` metrics, and once
 * at the end of a run that is shorter. The step counts the intervals since the run's start, so that a run that
 * is gone on with keeps counting.
 *
 * Where it is not permitted or recording fails, a note says so, and the run goes on without.
 *
 * @throws {UsageError} at a bad value of one of MLflow's variables.
 */
export function watchSystem(run: Run, environment: Environment = Deno.env.get): AsyncDisposable {
  const variables = readVariables(Variables, environment);
  const intervalMs = 1000 * variables.MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL;
  let timer: ReturnType<typeof setInterval> | undefined;
  let last = () => Promise.resolve();
  const stop = () => clearInterval(timer);
  const giveUp = ({ message }: Error) => {
    stop();
    printNote(`Warning: system metrics are not recorded: ${message}`);
  };
  if (variables.MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING) {
    try {
      const measure = systemMeter();
      last = () => record(run, measure(), intervalMs).catch(giveUp);
      timer = setInterval(() => {
        void record(run, measure(), intervalMs).catch(giveUp);
        last = () => Promise.resolve();
      }, intervalMs);
    } catch (error) {
      giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      stop();
      await last();
    },
  };
}

async function record(run: Run, usage: SystemUsage, intervalMs: number): Promise<void> {
  const metrics = Object.entries(usage).map(([name, value]) => [`system/${name}`, value] as const);
  const step = Math.floor((Date.now() - run.startTimeMs) / intervalMs);
  await run.logMetrics(Object.fromEntries(metrics), step);
}
