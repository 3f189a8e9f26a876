import { join } from "node:path";
import { DiskStore } from "../../storage/disk_store.ts";
import { insideFolder } from "../../storage/inside_folder.ts";
import { noArtifact } from "../no_artifact.ts";
import { experimentFolders } from "./file_experiment.ts";
import { trackingPath } from "./tracking_path.ts";

/**
 * The path of an artifact of a run in MLflow's file store, a file or folder.
 *
 * @throws {Error} if there is no such run or artifact.
 */
export async function fileArtifact(uri: string, runId: string, path: string): Promise<string> {
  const root = trackingPath(uri);
  for (const folder of await experimentFolders(root)) {
    const run = join(folder, runId);
    if (!await exists(join(run, "meta.yaml"))) continue;
    const artifacts = join(run, "artifacts");
    const artifact = await insideFolder(artifacts, path);
    if (await exists(artifact)) return artifact;
    throw await noArtifact(path, new DiskStore(artifacts));
  }
  throw new Error(
    `there is no run ${runId} in ${root}. MLFLOW_TRACKING_URI names the server or folder that has it`,
  );
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
