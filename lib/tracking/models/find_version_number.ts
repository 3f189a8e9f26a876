import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";
import {
  type RegisteredModel,
  RegisteredModelAnswer,
  RegisteredModelsAnswer,
} from "./model_answers.ts";
import type { ModelUri } from "./model_uri.ts";

/** How many names a message shows. */
const SHOWN_NAMES = 10;

/** A URI that names a version of a registered model, in one way or another. */
type VersionUri = Extract<ModelUri, { name: string }>;

/**
 * The number of the version that a URI means now.
 *
 * @throws {Error} that names what there is instead: models, versions, aliases or stages.
 */
export async function findVersionNumber(registry: MlflowClient, uri: VersionUri): Promise<string> {
  const model = await findRegistered(registry, uri.name);
  const version = versionOf(model, uri);
  if (version !== undefined) return version;
  throw new Error(`${uri.name} has ${missing(uri)}; ${whatItHas(model)}`);
}

async function findRegistered(registry: MlflowClient, name: string): Promise<RegisteredModel> {
  const path = "mlflow/registered-models/get";
  try {
    return (await registry.call("GET", path, { name }, RegisteredModelAnswer)).registered_model;
  } catch (error) {
    if (!(error instanceof MlflowError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
  }
  throw new Error(
    `the registry at ${registry.url} has no model ${name}; ${await namesIn(registry)}`,
  );
}

/** `undefined` where there is none; a number is looked up later, as only the latest are known here. */
function versionOf(model: RegisteredModel, uri: VersionUri): string | undefined {
  switch (uri.kind) {
    case "alias":
      return model.aliases.find(({ alias }) => alias === uri.alias)?.version;
    case "latest":
      return latest(model)?.toString();
    case "stage": {
      const wanted = uri.stage.toLowerCase();
      return model.latest_versions.find((found) => found.current_stage.toLowerCase() === wanted)
        ?.version;
    }
    case "version":
      return Number(uri.version) <= (latest(model) ?? 0) ? String(Number(uri.version)) : undefined;
  }
}

function latest({ latest_versions: versions }: RegisteredModel): number | undefined {
  return versions.length === 0
    ? undefined
    : Math.max(...versions.map(({ version }) => Number(version)));
}

function missing(uri: VersionUri): string {
  switch (uri.kind) {
    case "alias":
      return `no alias "${uri.alias}"`;
    case "stage":
      return `no version in the stage "${uri.stage}"`;
    case "version":
      return `no version ${uri.version}`;
    case "latest":
      return "no version";
  }
}

/** "its aliases: champion (version 3); its stages: Production (version 2); its latest version is 4". */
function whatItHas(model: RegisteredModel): string {
  const aliases = model.aliases.map(({ alias, version }) => `${alias} (version ${version})`);
  const stages = model.latest_versions.filter(({ current_stage }) => current_stage !== "None")
    .map(({ current_stage, version }) => `${current_stage} (version ${version})`);
  return [
    aliases.length > 0 ? `its aliases: ${aliases.join(", ")}` : "it has no alias",
    ...(stages.length > 0 ? [`its stages: ${stages.join(", ")}`] : []),
    `its latest version is ${latest(model) ?? "none"}`,
  ].join("; ");
}

async function namesIn(registry: MlflowClient): Promise<string> {
  const path = "mlflow/registered-models/search";
  const query = { max_results: SHOWN_NAMES + 1 };
  const { registered_models: models } = await registry.call(
    "GET",
    path,
    query,
    RegisteredModelsAnswer,
  );
  if (models.length === 0) return "it has none yet. Register one: deno task train --register NAME";
  const names = models.slice(0, SHOWN_NAMES).map(({ name }) => name).join(", ");
  return `it has ${names}${models.length > SHOWN_NAMES ? " and others" : ""}`;
}
