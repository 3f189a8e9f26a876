import { redactUri } from "../storage/redact_uri.ts";

/**
 * Says in Markdown how to look at a run in MLflow's UI: at its address on a server, or by a command that
 * opens the file store, to be given where the tracking URI counts from.
 */
export function runNote(
  trackingUri: string,
  { experimentId, runId }: { experimentId: string; runId: string },
): string {
  const uri = redactUri(trackingUri).replace(/\/+$/, "");
  const page = `#/experiments/${experimentId}/runs/${runId}`;
  if (/^https?:/i.test(uri)) return `In MLflow: ${uri}/${page}`;
  const command = `MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri ${uri}`;
  return `To see it beside others, run \`${command}\` in the project's folder and open ` +
    `http://127.0.0.1:5000/${page}`;
}
