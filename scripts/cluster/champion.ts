import { cp } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { mlflowServers } from "../../lib/tracking/models/mlflow_servers.ts";
import { registerModel } from "../../lib/tracking/models/register_model.ts";
import { openTracker } from "../../lib/tracking/open_tracker.ts";
import { Empty } from "../../lib/tracking/rest/mlflow_answers.ts";
import { MlflowClient } from "../../lib/tracking/rest/mlflow_client.ts";
import { ADDRESSES, CHAMPION } from "./cluster.ts";

const Versions = z.object({
  model_versions: z.array(z.object({ version: z.coerce.string(), run_id: z.string() })).default([]),
});

/** A version of a registered model. */
export type RegisteredVersion = z.output<typeof Versions>["model_versions"][number];

/** All versions of a registered model. */
export async function versionsOf(name: string): Promise<RegisteredVersion[]> {
  const filter = `name = '${name}'`;
  const client = new MlflowClient(ADDRESSES.mlflow);
  const path = "mlflow/model-versions/search";
  return (await client.call("GET", path, { filter }, Versions)).model_versions;
}

/** Makes another version the champion. */
export async function setChampion(version: string): Promise<void> {
  const client = new MlflowClient(ADDRESSES.mlflow);
  await client.call("POST", "mlflow/registered-models/alias", { ...CHAMPION, version }, Empty);
}

/**
 * Registers a version whose model.onnx ends too early as the champion.
 *
 * @param model A whole package.
 * @param folder Where the broken one is made.
 */
export async function registerBrokenChampion(model: string, folder: string): Promise<void> {
  await cp(model, folder, { recursive: true });
  await Deno.truncate(join(folder, "model.onnx"), 1_000_000);
  const run = await openTracker(ADDRESSES.mlflow).startRun({
    experiment: "broken",
    name: "broken",
  });
  const id = await run.logModel(folder);
  if (id === undefined) throw new Error("MLflow has kept no model");
  await run.end("FINISHED");
  const { name, alias } = CHAMPION;
  await registerModel(mlflowServers(ADDRESSES.mlflow), id, { name, aliases: [alias] });
}
