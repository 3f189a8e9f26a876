import { setTimeout as delay } from "node:timers/promises";
import { Empty } from "./mlflow_answers.ts";
import type { MlflowClient } from "./mlflow_client.ts";
import { MlflowError } from "./mlflow_error.ts";
import type { MlflowServers } from "./mlflow_servers.ts";
import {
  type LoggedModel,
  LoggedModelAnswer,
  READY,
  VersionAnswer,
  type VersionRecord,
  VersionsAnswer,
} from "./model_answers.ts";
import { checkAlias, checkRegisteredName, type Stage } from "./registry_rules.ts";

/** How a model is registered. */
export interface Registration {
  /** Of the registered model; it is created where there is none. */
  name: string;
  /** What the version is called besides its number, as "champion"; taken from the version that has it now. */
  aliases?: readonly string[];
  /** Moves the version to one of MLflow's older stages; who is there already stays. */
  stage?: Stage | undefined;
  /** What the registry says of the version. */
  description?: string;
}

/** Figures that a version has as tags, so that a list of versions shows them. */
const SHOWN_FIGURES = ["accuracy", "f1"];

/** How long a server may take to make a version ready, and how often it is asked. */
const READY_TIMEOUT_MS = 300_000;
const POLL_MS = 500;

/**
 * Makes a LoggedModel a version of a registered model, with the tags of its run (data hash, commit), the
 * SHA-256 of model.onnx, and its accuracy and F1.
 *
 * Done again, after it was cut off or as a whole, it makes no second version: a name has one for each
 * LoggedModel.
 *
 * @param modelId As `logModel()` returns it.
 * @returns The version's number.
 * @throws {TypeError} if the name or an alias is none.
 * @throws {Error} if the model's upload has not finished, or the server refuses.
 */
export async function registerModel(
  { tracking, registry }: MlflowServers,
  modelId: string,
  { name, aliases = [], stage, description = "" }: Registration,
): Promise<string> {
  checkRegisteredName(name);
  aliases.forEach(checkAlias);
  const model = await findReady(tracking, modelId);
  await createRegisteredModel(registry, name);
  const { version } = await openVersion(registry, name, model, description);
  for (const alias of aliases) await setAlias(registry, { name, alias, version });
  if (stage) {
    const data = { name, version, stage, archive_existing_versions: false };
    await registry.call("POST", "mlflow/model-versions/transition-stage", data, Empty);
  }
  return version;
}

async function findReady(tracking: MlflowClient, modelId: string): Promise<LoggedModel> {
  const path = `mlflow/logged-models/${modelId}`;
  const { model } = await tracking.call("GET", path, {}, LoggedModelAnswer);
  if (model.info.status === READY.loggedModel) return model;
  throw new Error(
    `Cannot register the model ${modelId}: its files are not all there (${model.info.status}). Log it again`,
  );
}

/** Another process may be quicker, and so may an attempt of this one that got no answer. */
async function createRegisteredModel(registry: MlflowClient, name: string): Promise<void> {
  await registry.call("POST", "mlflow/registered-models/create", { name }, Empty)
    .catch((error) => {
      if (!(error instanceof MlflowError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
    });
}

/** Of processes that set a new alias in the same moment MLflow refuses all but one: then it is there, and moves. */
async function setAlias(
  registry: MlflowClient,
  data: { name: string; alias: string; version: string },
): Promise<void> {
  const set = () => registry.call("POST", "mlflow/registered-models/alias", data, Empty);
  await set().catch(async (error) => {
    if (!(error instanceof MlflowError) || error.code !== "BAD_REQUEST") throw error;
    await set();
  });
}

/** Finds the version that a name already has for a model, or creates it; waits until it is ready. */
async function openVersion(
  registry: MlflowClient,
  name: string,
  model: LoggedModel,
  description: string,
): Promise<VersionRecord> {
  const { info } = model;
  const source = `models:/${info.model_id}`;
  const request = {
    name,
    source,
    run_id: info.source_run_id,
    model_id: info.model_id,
    description,
    tags: [...info.tags.filter(({ key }) => !key.startsWith("mlflow.")), ...figuresOf(model)],
  };
  const version = await registry.retry(async () =>
    await findVersion(registry, name, source) ??
      (await registry.send("POST", "mlflow/model-versions/create", request, VersionAnswer))
        .model_version
  );
  return await whenReady(registry, version);
}

/** What its own run has measured last, and no later evaluation, as tags. */
function figuresOf({ info, data }: LoggedModel): { key: string; value: string }[] {
  const own = data.metrics.filter(({ run_id }) => run_id === info.source_run_id)
    .sort((a, b) => b.timestamp - a.timestamp);
  return SHOWN_FIGURES.flatMap((key) => {
    const figure = own.find((metric) => metric.key === key);
    return figure ? [{ key, value: Number(figure.value).toFixed(4) }] : [];
  });
}

async function findVersion(
  registry: MlflowClient,
  name: string,
  source: string,
): Promise<VersionRecord | undefined> {
  const query = { filter: `source_path = '${source}'` };
  const path = "mlflow/model-versions/search";
  const { model_versions } = await registry.send("GET", path, query, VersionsAnswer);
  return model_versions.find((version) => version.name === name);
}

async function whenReady(registry: MlflowClient, made: VersionRecord): Promise<VersionRecord> {
  const query = { name: made.name, version: made.version };
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let version = made;
  while (version.status === "PENDING_REGISTRATION" && performance.now() < deadline) {
    await delay(POLL_MS);
    version =
      (await registry.call("GET", "mlflow/model-versions/get", query, VersionAnswer)).model_version;
  }
  if (version.status === READY.version) return version;
  throw new Error(
    `Cannot register ${made.name}: its version ${made.version} is not ready (${version.status}) ${version.status_message}`
      .trimEnd(),
  );
}
