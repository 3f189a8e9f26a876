import type { Store } from "../storage/store.ts";
import { uploadFolder } from "../storage/upload_folder.ts";
import { checkArtifactPath } from "./mlflow_rules.ts";

/**
 * Uploads a file as `artifactPath`, or all files of a folder below it.
 *
 * @throws {Error} with both names, if a file cannot be read or stored.
 */
export async function uploadArtifact(
  artifacts: Store,
  localPath: string,
  artifactPath: string,
): Promise<void> {
  checkArtifactPath(artifactPath);
  try {
    const { isDirectory } = await Deno.stat(localPath);
    if (isDirectory) await uploadFolder(localPath, artifacts, artifactPath);
    else await artifacts.upload(localPath, artifactPath);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot log ${localPath} as artifact "${artifactPath}": ${reason}`, { cause });
  }
}
