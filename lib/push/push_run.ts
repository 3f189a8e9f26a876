import { logModel } from "../tracking/models/log_model.ts";
import { registerModel } from "../tracking/models/register_model.ts";
import type { PlannedRegistration } from "../tracking/registration.ts";
import type { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { MlflowError } from "../tracking/rest/mlflow_error.ts";
import { fillRun, finishRun, type OnStep } from "./fill_run.ts";
import { withParentThere } from "./parent_tag.ts";
import type { PushResult } from "./push_result.ts";
import { createPushedRun, findPushedRun } from "./pushed_run.ts";
import { readRun } from "./read_run.ts";
import { runModel } from "./run_artifacts.ts";
import { runRevision } from "./run_revision.ts";
import type { StoredRun } from "./stored_run.ts";

/** How a run is pushed. */
export interface PushRunOptions {
  /** Of the server. */
  experimentId: string;
  /** As what its model is registered. */
  registration: PlannedRegistration | undefined;
  onStep: OnStep;
}

/**
 * Copies a run on disk to a server, or what an earlier push that was cut off has left of it, or what has
 * changed since.
 *
 * @throws {Error} if the server cannot be reached, or refuses for another reason than this run.
 */
export async function pushRun(
  client: MlflowClient,
  run: StoredRun,
  options: PushRunOptions,
): Promise<PushResult> {
  const of = { sourceRunId: run.id, name: run.name, experiment: run.experiment };
  try {
    return { ...of, ...await bringUpToDate(client, run, options) };
  } catch (error) {
    if (!isAboutRun(error)) throw error;
    return { ...of, outcome: "failed", problem: error.message };
  }
}

async function bringUpToDate(
  client: MlflowClient,
  run: StoredRun,
  { experimentId, registration, onStep }: PushRunOptions,
): Promise<Omit<PushResult, "sourceRunId" | "name" | "experiment">> {
  const found = await findPushedRun(client, experimentId, run);
  if (found?.isDeleted) return { outcome: "deleted", runId: found.id, experimentId };
  const revision = await onDisk(runRevision(run.folder));
  if (found?.revision === revision) {
    const version = registration && await keepModel(client, found.id, run, registration);
    return { outcome: "unchanged", runId: found.id, experimentId, version };
  }
  const content = await onDisk(readRun(run));
  const tags = await withParentThere(client, experimentId, run, content.tags);
  const { id: runId, artifactUri } = found ?? await createPushedRun(client, experimentId, run);
  await fillRun(client, { runId, artifactUri }, { ...content, tags }, onStep);
  onStep("model");
  const version = await keepModel(client, runId, run, registration);
  await finishRun(client, runId, run, revision);
  return { outcome: "pushed", runId, experimentId, version };
}

/**
 * Makes a run's model package a LoggedModel, and a registered version where that is wanted.
 *
 * @returns The version's number.
 */
async function keepModel(
  client: MlflowClient,
  runId: string,
  run: StoredRun,
  registration: PlannedRegistration | undefined,
): Promise<string | undefined> {
  const folder = await runModel(run);
  if (folder === undefined) return undefined;
  const modelId = await logModel(client, runId, folder);
  return registration && await registerModel(registration.servers, modelId, registration);
}

/** What is wrong with a run on disk. */
class UnreadableRunError extends Error {
  override name = "UnreadableRunError";
}

async function onDisk<Content>(reading: Promise<Content>): Promise<Content> {
  return await reading.catch((cause: Error) => {
    throw new UnreadableRunError(cause.message, { cause });
  });
}

/** Another run may do: this one cannot be read, or the server does not take its values. */
function isAboutRun(error: unknown): error is Error {
  return error instanceof UnreadableRunError ||
    error instanceof MlflowError && error.code === "INVALID_PARAMETER_VALUE";
}
