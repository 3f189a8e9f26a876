import { join } from "node:path";
import { locateModel, type RegistryLookup } from "../model/locate_model.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { checkFile } from "../storage/check_file.ts";
import { downloadFolder } from "../storage/download_folder.ts";
import { makeOnce } from "../storage/make_once.ts";
import { sha256 } from "../storage/sha256.ts";
import { fileArtifact } from "./files/file_artifact.ts";
import { findModel, type FoundModel } from "./models/find_model.ts";
import { mlflowServers } from "./models/mlflow_servers.ts";
import { parseModelUri } from "./models/model_uri.ts";
import type { MlflowClient } from "./rest/mlflow_client.ts";
import { openArtifacts } from "./rest/open_artifacts.ts";
import { isServerUri } from "./rest/server_address.ts";

/**
 * The look-up of `models:` and `runs:` URIs for `openModel()`: by the server of MLFLOW_TRACKING_URI, and
 * that of MLFLOW_REGISTRY_URI where it is set. In the file store there are runs, but no registry.
 *
 * What a URI means is asked each time, as an alias may have moved. The files are fetched into the cache,
 * once for each version.
 *
 * @param registryUri By default MLFLOW_REGISTRY_URI, else the tracking server.
 *
 * @example
 * ```ts ignore
 * const registry = modelRegistry("http://127.0.0.1:5000");
 * using model = await openModel("models:/yard@champion", { registry });
 * ```
 */
export function modelRegistry(trackingUri: string, registryUri?: string): RegistryLookup {
  return async (text) => {
    const uri = parseModelUri(text);
    if (uri.kind === "run" && !isServerUri(trackingUri)) {
      return { folder: await fileArtifact(trackingUri, uri.runId, uri.path) };
    }
    const servers = mlflowServers(trackingUri, registryUri);
    const found = await findModel(servers, uri);
    return { ...found, folder: await downloadModel(servers.tracking, found) };
  };
}

/** A folder of the cache with a model's files; made once for each version of it, whole or not at all. */
async function downloadModel(tracking: MlflowClient, found: FoundModel): Promise<string> {
  const { artifactUri, revision = crypto.randomUUID(), digest } = found;
  const store = await openArtifacts(artifactUri, tracking);
  const key = sha256(JSON.stringify([store.name, revision])).slice(0, 32);
  const place = join(cacheDir(), "registry", key);
  const folder = join(place, "model");
  await makeOnce(place, async () => {
    await downloadFolder(store, folder);
    if (digest === undefined) return;
    const problem = await checkFile((await locateModel(folder)).model, { sha256: digest });
    if (problem) throw new Error(`the model in ${store.name} is not what was logged: ${problem}`);
  });
  return folder;
}
