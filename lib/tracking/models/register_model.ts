import { Empty } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";
import type { MlflowServers } from "./mlflow_servers.ts";
import { type LoggedModel, LoggedModelAnswer, READY } from "./model_answers.ts";
import { openVersion } from "./registered_version.ts";
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
