/**
 * Copies the runs of a folder (MLflow's file store, mlruns/) to an MLflow server: parameters, metrics with
 * all their steps, tags, datasets, artifacts and models. Once: what is there already is not added again, and
 * a push that was cut off goes on when it is repeated.
 *
 *   MLFLOW_TRACKING_URI=http://127.0.0.1:5000 deno task push             # all runs of mlruns/
 *   deno task push --to http://127.0.0.1:5000 --from old/mlruns --experiment esc10
 *   deno task push 09d2a21eed3648ab89e61362fa3e6af7 --register yard --alias champion
 *
 * With --register, the model of each of these runs becomes a version, the oldest first; the aliases go to the
 * newest. Where none of them has a model, it fails.
 */
import { z } from "zod";
import { UsageError } from "../lib/cli/exit.ts";
import { jsonFlag, registrationFlags } from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { statusLine } from "../lib/cli/status_line.ts";
import { stopAnywhere } from "../lib/cli/stop_anywhere.ts";
import { table } from "../lib/cli/table.ts";
import { listRuns } from "../lib/push/list_runs.ts";
import { lockStore } from "../lib/push/lock_store.ts";
import type { PushResult } from "../lib/push/push_result.ts";
import { pushRuns } from "../lib/push/push_runs.ts";
import type { StoredRun } from "../lib/push/stored_run.ts";
import { MlflowClient } from "../lib/tracking/rest/mlflow_client.ts";
import { type PlannedRegistration, planRegistration } from "../lib/tracking/registration.ts";
import { trackingPath } from "../lib/tracking/files/tracking_path.ts";

const FLAGS = {
  from: flag(z.string().default("mlruns"), {
    value: "DIR",
    description: "Folder that the runs are read from, mlruns by default",
    env: ["PUSH_FROM"],
  }),
  to: flag(z.string("wanted an MLflow server's address such as http://127.0.0.1:5000"), {
    value: "URI",
    description: "MLflow server (http://…)",
    env: ["MLFLOW_TRACKING_URI"],
  }),
  experiment: flag(z.string().optional(), {
    value: "NAME",
    description: "Push the runs of this experiment only; by default, all",
    env: ["PUSH_EXPERIMENT"],
  }),
  ...registrationFlags,
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS> & { positional: string[] };

async function main(): Promise<void> {
  const options = parseCommand({
    name: "push",
    summary: "Copies the runs of a folder to an MLflow server, once.",
    examples: [
      "MLFLOW_TRACKING_URI=http://127.0.0.1:5000 deno task push",
      "deno task push --to http://127.0.0.1:5000 --experiment esc10",
      "deno task push 09d2a21eed3648ab89e61362fa3e6af7 --register yard --alias champion",
    ],
    positional: { name: "RUN", description: "Ids of runs; by default, all" },
    flags: FLAGS,
  });
  const client = openServer(options.to);
  const registration = planRegistration({ ...options, trackingUri: options.to });
  const root = trackingPath(options.from);
  const { runs, damaged, loggedModelCount } = await listRuns(root);
  if (loggedModelCount > 0) {
    printNote(
      `${loggedModelCount} models that MLflow's own client keeps beside its runs are left out.`,
    );
  }
  using _lock = await lockStore(root, client.url);
  using _stop = stopAnywhere(); // what is half there is completed by the next push
  const results = await pushWithProgress(client, chosen(runs, options), registration);

  const failed = results.filter(({ outcome }) => outcome === "failed");
  const problems = [...damaged, ...failed.map(({ name, problem }) => `${name}: ${problem}`)];
  for (const problem of problems) printNote(`Not pushed: ${problem}`);
  print(
    options.json
      ? JSON.stringify({ server: client.url, runs: results }, null, 2)
      : summary(client.url, results),
  );
  if (problems.length > 0) throw new Error(`${problems.length} runs could not be pushed`);
  if (registration) requireVersions(registration.name, results, options.positional);
}

/**
 * Tells which of the runs that were asked for by id have given no version.
 *
 * @throws {Error} if none of all runs has.
 */
function requireVersions(
  name: string,
  results: readonly PushResult[],
  ids: readonly string[],
): void {
  const without = results.filter(({ version }) => version === undefined);
  for (const { sourceRunId, outcome } of without) {
    if (!ids.includes(sourceRunId)) continue;
    printNote(
      outcome === "deleted"
        ? `Not registered: the run ${sourceRunId} was deleted on the server`
        : `Not registered: the run ${sourceRunId} has no model to register, or has not ended`,
    );
  }
  if (without.length < results.length) return;
  throw new Error(
    `Nothing is registered as ${name}: wanted a run that has ended and has a model of deno task train`,
  );
}

function openServer(uri: string): MlflowClient {
  try {
    return new MlflowClient(uri);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

/** @throws {UsageError} if a run or experiment that was asked for is not there. */
function chosen(
  runs: readonly StoredRun[],
  { from, experiment, positional: ids }: Options,
): StoredRun[] {
  const missing = ids.find((wanted) => !runs.some(({ id }) => id === wanted));
  if (missing !== undefined) throw new UsageError(`${from} has no run ${missing}`);
  const found = runs.filter((run) =>
    (experiment === undefined || run.experiment === experiment) &&
    (ids.length === 0 || ids.includes(run.id))
  );
  if (found.length > 0) return found;
  const names = [...new Set(runs.map((run) => run.experiment))].join(", ");
  throw new UsageError(
    `Wanted runs in ${from} to push; its experiments with runs: ${names || "none"}`,
  );
}

async function pushWithProgress(
  client: MlflowClient,
  runs: readonly StoredRun[],
  registration: PlannedRegistration | undefined,
): Promise<PushResult[]> {
  using status = statusLine();
  const onStep = (run: StoredRun, step: string) =>
    status.update(`Run ${runs.indexOf(run) + 1} of ${runs.length}, ${run.name}: ${step}`);
  return await Array.fromAsync(pushRuns(client, runs, { registration, onStep }));
}

function summary(server: string, results: readonly PushResult[]): string {
  const pushed = results.filter(({ outcome, version }) =>
    outcome === "pushed" || version !== undefined
  );
  const rows = pushed.map((
    { name, sourceRunId, runId = "", version = "" },
  ) => [name, sourceRunId, runId, version]);
  const count = (wanted: PushResult["outcome"]) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const deleted = count("deleted");
  return [
    ...(rows.length > 0 ? [table(["run", "here", "there", "version"], rows), ""] : []),
    `Runs at ${server}: ${count("pushed")} pushed, ${count("unchanged")} there already` +
    (deleted > 0 ? `, ${deleted} deleted there, which stay away` : ""),
  ].join("\n");
}

await runScript(main);
