import { noArtifact } from "../no_artifact.ts";
import { RunAnswer } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { findVersionNumber } from "./find_version_number.ts";
import { digestOf, loggedModelsOf } from "./logged_model.ts";
import type { MlflowServers } from "./mlflow_servers.ts";
import {
  DownloadUriAnswer,
  type LoggedModel,
  LoggedModelAnswer,
  READY,
  VersionAnswer,
} from "./model_answers.ts";
import type { ModelUri } from "./model_uri.ts";

/** Where MLflow keeps the files of a model. */
export interface FoundModel {
  /** Of the registered model and its version; only what was found in a registry has them. */
  name?: string;
  version?: string;
  /** "m-…"; a model that MLflow 2 has logged has none. */
  loggedModelId?: string;
  artifactUri: string;
  /** Changes when other files may lie there; `undefined` where that is not known. */
  revision: string | undefined;
  /** SHA-256 of model.onnx, where it is known. */
  digest?: string | undefined;
}

/**
 * Looks up what a URI names, as it is now: an alias may move.
 *
 * @throws {Error} that names what there is instead.
 */
export async function findModel(servers: MlflowServers, uri: ModelUri): Promise<FoundModel> {
  switch (uri.kind) {
    case "logged":
      return await findLogged(servers.tracking, uri.modelId);
    case "run":
      return await findInRun(servers.tracking, uri.runId, uri.path);
    default:
      return await findVersion(servers, uri.name, await findVersionNumber(servers.registry, uri));
  }
}

async function findLogged(tracking: MlflowClient, modelId: string): Promise<FoundModel> {
  const path = `mlflow/logged-models/${modelId}`;
  const { model } = await tracking.call("GET", path, {}, LoggedModelAnswer)
    .catch(orMissing(`${tracking.url} has no logged model ${modelId}`));
  return describeLogged(model);
}

function describeLogged(model: LoggedModel): FoundModel {
  const { model_id, status, artifact_uri, last_updated_timestamp_ms } = model.info;
  if (status !== READY.loggedModel) {
    throw new Error(`the files of ${model_id} are not all there (${status}). Log it again`);
  }
  return {
    loggedModelId: model_id,
    artifactUri: artifact_uri,
    revision: String(last_updated_timestamp_ms),
    digest: digestOf(model),
  };
}

/** A version of a LoggedModel, or of any other folder that somebody has registered. */
async function findVersion(
  { registry, tracking }: MlflowServers,
  name: string,
  version: string,
): Promise<FoundModel> {
  const query = { name, version };
  const { model_version: { source, status, creation_timestamp } } = await registry
    .call("GET", "mlflow/model-versions/get", query, VersionAnswer)
    .catch(orMissing(`${name} has no version ${version}: it was deleted`));
  if (status !== READY.version) throw new Error(`version ${version} is not ready (${status})`);
  const [, modelId] = /^models:\/(m-\w+)$/.exec(source) ?? [];
  if (modelId !== undefined) return { ...await findLogged(tracking, modelId), name, version };
  const path = "mlflow/model-versions/get-download-uri";
  const { artifact_uri } = await registry.call("GET", path, query, DownloadUriAnswer);
  return { name, version, artifactUri: artifact_uri, revision: String(creation_timestamp) };
}

/**
 * A run's LoggedModel, else what lies at that path among its artifacts, where MLflow 2 kept models. The
 * latter may change until the run has ended.
 */
async function findInRun(tracking: MlflowClient, runId: string, path: string): Promise<FoundModel> {
  const { run } = await tracking.call("GET", "mlflow/runs/get", { run_id: runId }, RunAnswer)
    .catch(orMissing(`${tracking.url} has no run ${runId}`));
  const models = await tracking.retry(() => loggedModelsOf(tracking, run));
  const logged = models.find(({ info }) => info.name === path && info.status === READY.loggedModel);
  if (logged) return describeLogged(logged);
  const { artifact_uri, status, end_time } = run.info;
  const revision = status === "RUNNING" ? undefined : end_time?.toString();
  const artifacts = await openArtifacts(artifact_uri, tracking);
  for await (const _file of artifacts.list(path)) {
    return { artifactUri: `${artifact_uri}/${path}`, revision };
  }
  throw await noArtifact(path, artifacts, models.map(({ info }) => info.name));
}

/** Puts what was looked for in the place of MLflow's words. */
function orMissing(message: string): (error: unknown) => never {
  return (error) => {
    const isMissing = error instanceof MlflowError && error.code === "RESOURCE_DOES_NOT_EXIST";
    throw isMissing ? new Error(message) : error;
  };
}
