import { RunAnswer, type RunRecord } from "../rest/mlflow_answers.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { QUICK, uniqueName } from "../rest/test_server.ts";
import { serverTracker } from "../server/server_tracker.ts";
import type { Run } from "../tracker.ts";
import type { MlflowServers } from "./mlflow_servers.ts";
import { type LoggedModel, LoggedModelAnswer } from "./model_answers.ts";
import { registerModel } from "./register_model.ts";
import { makePackage } from "./test_model_package.ts";

/** For tests: one server for runs and registered models. */
export function quickServers(server: string): MlflowServers {
  const client = new MlflowClient(server, QUICK);
  return { tracking: client, registry: client };
}

/** For tests: a run as a training leaves it before its model is logged. */
export async function startTrainedRun(
  server: string,
  experiment: string = uniqueName(),
): Promise<Run> {
  const tracker = serverTracker(new MlflowClient(server, QUICK));
  const run = await tracker.startRun({ experiment, name: "trained" });
  await run.logParams({ head: "logistic", target: "" });
  await run.setTags({ data_hash: "abc" });
  await run.logDataset({
    name: "three-sounds",
    digest: "0123",
    sourceType: "local",
    source: "{}",
    schema: "{}",
    profile: "{}",
    context: "training",
  });
  await run.logMetrics({ "fit/loss": 0.5 }, 3);
  await run.logMetrics({ "system/cpu": 12, accuracy: 0.94, f1: 0.9312345, undefined_auc: NaN });
  return run;
}

/** A LoggedModel of a run of its own. */
export interface TrainedModel {
  run: Run;
  modelId: string;
  digest: string;
}

/** For tests: a run with a model; another factor gives another model. */
export async function logTrainedModel(server: string, factor = 1): Promise<TrainedModel> {
  const run = await startTrainedRun(server);
  const { folder, digest } = await makePackage(factor);
  const modelId = await run.logModel(folder) ?? "";
  await run.end("FINISHED");
  return { run, modelId, digest };
}

/** For tests: logs a model and registers it as the champion of its name; gives its digest. */
export async function registerChampion(
  server: string,
  name: string,
  factor: number,
): Promise<string> {
  const { modelId, digest } = await logTrainedModel(server, factor);
  await registerModel(quickServers(server), modelId, { name, aliases: ["champion"] });
  return digest;
}

/** What a server says of a LoggedModel. */
export async function findLoggedModel(server: string, modelId: string): Promise<LoggedModel> {
  const client = new MlflowClient(server, QUICK);
  const path = `mlflow/logged-models/${modelId}`;
  return (await client.call("GET", path, {}, LoggedModelAnswer)).model;
}

/** What a server says of a run that has to do with models. */
export async function findRunRecord(server: string, id: string): Promise<RunRecord> {
  const client = new MlflowClient(server, QUICK);
  return (await client.call("GET", "mlflow/runs/get", { run_id: id }, RunAnswer)).run;
}
