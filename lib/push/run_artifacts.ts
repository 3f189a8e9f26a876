import { join } from "node:path";
import { PACKAGE_FILES } from "../model/write_model_package.ts";
import { schemeOf } from "../storage/local_path.ts";
import { redactUri } from "../storage/redact_uri.ts";
import { walkFiles } from "../storage/walk_files.ts";
import { MODEL_NAME } from "../tracking/tracker.ts";
import type { StoredRun } from "./stored_run.ts";

/**
 * The folder of a run's artifacts, within the store: what a meta.yaml from elsewhere names on this machine is
 * not to be sent away.
 *
 * @returns `undefined` if there are none.
 * @throws {TypeError} if they were recorded to be elsewhere.
 */
export async function runArtifacts(
  { folder, artifactUri }: StoredRun,
): Promise<string | undefined> {
  const own = join(folder, "artifacts");
  for await (const _path of walkFiles(own)) return own;
  if (isInStore(artifactUri)) return undefined;
  throw new TypeError(
    `Cannot copy the artifacts of ${folder}: wanted them in its folder "artifacts"; they are at ${
      redactUri(artifactUri)
    }. Copy them there`,
  );
}

/** By the usual place, `…/<experiment>/<run>/artifacts`: the store may have been moved. */
function isInStore(uri: string): boolean {
  return ["file", undefined].includes(schemeOf(uri)) &&
    /[\\/][^\\/]+[\\/][^\\/]+[\\/]artifacts$/.test(uri);
}

/**
 * The model package of this project that a run has kept; `undefined` if there is none, and while the run goes
 * on, as it may not be whole.
 */
export async function runModel(
  { folder, endTimeMs }: StoredRun,
): Promise<string | undefined> {
  if (endTimeMs === undefined) return undefined;
  const model = join(folder, "artifacts", MODEL_NAME);
  const { mlModel, model: onnx, trainingHashes } = PACKAGE_FILES;
  const files = [mlModel, onnx, trainingHashes].map((name) => Deno.stat(join(model, name)));
  return await Promise.all(files).then(() => model, () => undefined);
}
