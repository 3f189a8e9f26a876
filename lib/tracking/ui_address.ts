import { join } from "node:path";
import { trackingPath } from "./files/tracking_path.ts";
import { isServerUri, serverAddress } from "./rest/server_address.ts";

/** Without it, MLflow 3 opens its pages for language models, in which a run has no Models tab. */
const FOR_TRAINING = "workflowType=machine_learning";

/** Where MLflow's UI shows a run; `undefined` where the tracking URI is no server. */
export function runAddress(
  trackingUri: string,
  { experimentId, runId }: { experimentId: string; runId: string },
): string | undefined {
  return pageOf(trackingUri, `experiments/${experimentId}/runs/${runId}?${FOR_TRAINING}`);
}

/** Where a run is: its page, or in a file store its folder, and how it gets a page. */
export function runPlace(
  trackingUri: string,
  run: { experimentId: string; runId: string },
): string {
  const address = runAddress(trackingUri, run);
  if (address !== undefined) return address;
  const folder = join(trackingPath(trackingUri), run.experimentId, run.runId);
  return `${folder} (for MLflow's UI, see the README, or "deno task push")`;
}

/** Where MLflow's UI shows a version of a registered model; `undefined` where the URI is no server. */
export function versionAddress(
  registryUri: string,
  { name, version }: { name: string; version: string },
): string | undefined {
  return pageOf(
    registryUri,
    `models/${encodeURIComponent(name)}/versions/${version}?${FOR_TRAINING}`,
  );
}

function pageOf(uri: string, page: string): string | undefined {
  return isServerUri(uri) ? `${serverAddress(uri).url}/#/${page}` : undefined;
}
