import { setTimeout as delay } from "node:timers/promises";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import {
  type LoggedModel,
  READY,
  VersionAnswer,
  type VersionRecord,
  VersionsAnswer,
} from "./model_answers.ts";

/** Figures that a version has as tags, so that a list of versions shows them. */
const SHOWN_FIGURES = ["accuracy", "f1"];

/** How long a server may take to make a version ready, and how often it is asked. */
const READY_TIMEOUT_MS = 300_000;
const POLL_MS = 500;

/** Finds the version that a name already has for a model, or creates it; waits until it is ready. */
export async function openVersion(
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
