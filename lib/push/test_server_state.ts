import { z } from "zod";
import { sha256 } from "../storage/sha256.ts";
import { LoggedModelsAnswer } from "../tracking/models/model_answers.ts";
import { PUSHED_REVISION_TAG } from "../tracking/rest/id_tags.ts";
import { ExperimentAnswer } from "../tracking/rest/mlflow_answers.ts";
import { MlflowClient } from "../tracking/rest/mlflow_client.ts";
import { openArtifacts } from "../tracking/rest/open_artifacts.ts";
import { QUICK } from "../tracking/rest/test_server.ts";

const KeyValues = z.array(z.object({ key: z.string(), value: z.string() })).default([])
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value])));

const Runs = z.object({
  runs: z.array(z.object({
    info: z.object({
      run_id: z.string(),
      artifact_uri: z.string(),
      status: z.string(),
      run_name: z.string(),
      user_id: z.string(),
      lifecycle_stage: z.string(),
      start_time: z.number(),
      end_time: z.number().optional(),
    }),
    data: z.object({
      params: KeyValues,
      tags: KeyValues,
      metrics: z.array(z.object({ key: z.string(), value: z.unknown(), step: z.number() }))
        .default([]).transform((metrics) => metrics.sort((a, b) => a.key < b.key ? -1 : 1)),
    }).prefault({}),
    inputs: z.unknown(),
    outputs: z.object({ model_outputs: z.array(z.unknown()).default([]) }).prefault({}),
  })).default([]),
});

const History = z.object({
  metrics: z.array(z.object({ value: z.unknown(), step: z.number(), timestamp: z.number() })),
});

/**
 * For tests: all that a server has in an experiment, the oldest run first, without the ids and times that a
 * server makes up.
 */
export async function serverState(server: string, experiment: string): Promise<unknown[]> {
  const client = new MlflowClient(server, QUICK);
  const byName = { experiment_name: experiment };
  const path = "mlflow/experiments/get-by-name";
  const { experiment_id } = (await client.call("GET", path, byName, ExperimentAnswer)).experiment;
  const search = { experiment_ids: [experiment_id], run_view_type: "ALL", max_results: 1000 };
  const { runs } = await client.call("POST", "mlflow/runs/search", search, Runs);
  const found = { experiment_ids: [experiment_id] };
  const { models } = await client.call(
    "POST",
    "mlflow/logged-models/search",
    found,
    LoggedModelsAnswer,
  );
  const state = await Promise.all(
    runs.map(async ({ info: { run_id, artifact_uri, ...info }, ...run }) => ({
      ...info,
      ...run,
      histories: await Promise.all(
        run.data.metrics.map(({ key }) => history(client, run_id, key)),
      ),
      files: await files(client, artifact_uri),
      outputs: run.outputs.model_outputs.length,
      models: await Promise.all(
        models.filter((model) => model.info.source_run_id === run_id).map(
          async ({ info, data }) => ({
            name: info.name,
            status: info.status,
            tags: info.tags.toSorted((a, b) => a.key < b.key ? -1 : 1),
            metrics: data.metrics.map(({ run_id: _, ...metric }) => JSON.stringify(metric)).sort(),
            files: await files(client, info.artifact_uri),
          }),
        ),
      ),
    })),
  );
  for (const { data } of state) delete data.tags[PUSHED_REVISION_TAG];
  return state.sort((a, b) => a.start_time - b.start_time);
}

async function history(client: MlflowClient, run_id: string, metric_key: string): Promise<unknown> {
  const query = { run_id, metric_key };
  const { metrics } = await client.call("GET", "mlflow/metrics/get-history", query, History);
  return [metric_key, ...metrics.map((metric) => JSON.stringify(metric)).sort()];
}

/** Path and content of each; a LoggedModel's MLmodel names what the server makes up. */
async function files(client: MlflowClient, uri: string): Promise<string[]> {
  const store = await openArtifacts(uri, client);
  const found = await Array.fromAsync(store.list());
  const described = await Promise.all(found.map(async ({ path }) => {
    const text = await new Response(store.read(path)).text();
    const madeUp = /(m-)?[0-9a-f]{32}|artifacts:\/\d+/g;
    return `${path} ${sha256(path === "MLmodel" ? text.replaceAll(madeUp, "") : text)}`;
  }));
  return described.sort();
}
