import { z } from "zod";
import { RunAnswer } from "../rest/mlflow_answers.ts";
import { runAddress, versionAddress } from "../ui_address.ts";
import type { MlflowServers } from "./mlflow_servers.ts";

const VersionOfAlias = z.object({
  model_version: z.object({ version: z.string(), run_id: z.string() }),
});

/** Where MLflow's UI shows the version that an alias means now, and the run that has made it. */
export async function aliasAddresses(
  { tracking, registry }: MlflowServers,
  name: string,
  alias: string,
): Promise<{ version: string | undefined; run: string | undefined }> {
  const path = "mlflow/registered-models/alias";
  const { model_version: { version, run_id } } = await registry
    .call("GET", path, { name, alias }, VersionOfAlias);
  const { run } = await tracking.call("GET", "mlflow/runs/get", { run_id }, RunAnswer);
  return {
    version: versionAddress(registry.url, { name, version }),
    run: runAddress(tracking.url, { experimentId: run.info.experiment_id, runId: run_id }),
  };
}
