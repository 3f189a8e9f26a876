import type { PlannedRegistration } from "../tracking/registration.ts";
import type { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { openServerExperiment } from "../tracking/server/server_experiment.ts";
import type { PushResult } from "./push_result.ts";
import { pushRun } from "./push_run.ts";
import { runModel } from "./run_artifacts.ts";
import type { StoredRun } from "./stored_run.ts";

/** How runs are pushed. */
export interface PushOptions {
  /** As what their models are registered: each as a version, and the newest with the aliases and the stage. */
  registration?: PlannedRegistration | undefined;
  /** Told what is being done, in words. */
  onStep?: (run: StoredRun, step: string) => void;
}

/**
 * Copies runs of a file store to a server, into experiments of the same names, and tells of each what became
 * of it. Model packages become LoggedModels.
 *
 * What was pushed before is found again by the tag `pushed_run_id`, and gets only what it lacks: a push that
 * was cut off at any point is to be repeated, and one that is repeated adds nothing. A run that is damaged,
 * or whose values the server does not take, stops no other.
 *
 * @throws {Error} if the server cannot be reached, or refuses for another reason than a run.
 */
export async function* pushRuns(
  client: MlflowClient,
  runs: readonly StoredRun[],
  { registration, onStep = () => {} }: PushOptions = {},
): AsyncGenerator<PushResult> {
  const newest = registration && await newestWithModel(runs);
  const experimentIds = new Map<string, string>();
  for (const run of runs) {
    const { experiment } = run;
    const experimentId = experimentIds.get(experiment) ??
      await openServerExperiment(client, experiment);
    experimentIds.set(experiment, experimentId);
    yield await pushRun(client, run, {
      experimentId,
      registration: run === newest ? registration : withoutAliases(registration),
      onStep: (step) => onStep(run, step),
    });
  }
}

async function newestWithModel(runs: readonly StoredRun[]): Promise<StoredRun | undefined> {
  for (const run of runs.toReversed()) if (await runModel(run)) return run;
  return undefined;
}

function withoutAliases(
  registration: PlannedRegistration | undefined,
): PlannedRegistration | undefined {
  return registration && { ...registration, aliases: [], stage: undefined };
}
