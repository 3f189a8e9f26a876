import assert from "node:assert/strict";
import { join } from "node:path";
import type { Model } from "../model/model.ts";
import { openModel } from "../model/open_model.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { withEmptyCache, withEnvironment } from "../storage/test_environment.ts";
import { modelRegistry } from "./model_registry.ts";
import { registerModel } from "./models/register_model.ts";
import { makePackage } from "./models/test_model_package.ts";
import {
  findLoggedModel,
  findRunRecord,
  logTrainedModel,
  quickServers,
  registerChampion,
  startTrainedRun,
} from "./models/test_registry.ts";
import { Empty } from "./rest/mlflow_answers.ts";
import { MlflowClient } from "./rest/mlflow_client.ts";
import { openArtifacts } from "./rest/open_artifacts.ts";
import { proxyTo } from "./rest/test_proxy.ts";
import { QUICK, uniqueName } from "./rest/test_server.ts";

const IMPATIENT = {
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1",
  MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: "0",
};

/** Runs with a cache of its own, and without MLflow's patience. */
function withFreshCache(run: (cache: string) => Promise<void>): Promise<void> {
  return withEnvironment(IMPATIENT, () => withEmptyCache(run));
}

const open = (server: string, uri: string, registryUri?: string): Promise<Model> =>
  openModel(uri, { registry: modelRegistry(server, registryUri), workers: 1 });

/** What is in the cache: the names of finished and of other folders. */
function inCache(cache: string): { finished: number; others: string[] } {
  const all = [...walk(join(cache, "registry"))].map((path) => path.slice(cache.length));
  return {
    finished: all.filter((path) => path.endsWith("/complete")).length,
    others: all.filter((path) => path.endsWith(".tmp") || path.endsWith("/model.onnx")),
  };
}

function* walk(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    yield join(folder, name);
    if (isDirectory) yield* walk(join(folder, name));
  }
}

defineServiceTest(
  "openModel() takes every form of a registry's URI, and fetches a version once",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async (cache) => {
      const name = uniqueName();
      const { run, modelId, digest } = await logTrainedModel(mlflow);
      const options = { name, aliases: ["champion"], stage: "Production" } as const;
      await registerModel(quickServers(mlflow), modelId, options);
      let downloads = 0;
      await using gateway = proxyTo(mlflow, ({ path }) => {
        if (path.endsWith("/model.onnx")) downloads++;
        return undefined;
      });
      for (const what of ["@champion", "/1", "/Production", "/production", "/latest"]) {
        using model = await open(gateway.address, `models:/${name}${what}`);
        assert.deepEqual(
          [model.name, model.version, model.loggedModelId, model.digest, model.trainedOn?.size],
          [name, "1", modelId, digest, 3],
        );
      }
      for (const uri of [`models:/${modelId}`, `runs:/${run.id}/model`]) {
        using model = await open(gateway.address, uri);
        assert.deepEqual(
          [model.name, model.version, model.loggedModelId, model.digest],
          ["three sounds", undefined, modelId, digest],
        );
      }
      assert.equal(downloads, 1);
      assert.equal(inCache(cache).finished, 1);
    }),
);

defineServiceTest(
  "openModel() follows an alias that has moved, and a name that was taken anew",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async () => {
      const name = uniqueName();
      const servers = quickServers(mlflow);
      const register = (factor: number) => registerChampion(mlflow, name, factor);
      const champion = async () => {
        using model = await open(mlflow, `models:/${name}@champion`);
        return [model.version, model.digest];
      };
      const first = await register(1);
      assert.deepEqual(await champion(), ["1", first]);
      const second = await register(2);
      assert.deepEqual(await champion(), ["2", second]);
      using pinned = await open(mlflow, `models:/${name}/1`);
      assert.equal(pinned.digest, first);
      await servers.registry.call("DELETE", "mlflow/registered-models/delete", { name }, Empty);
      const third = await register(3);
      assert.deepEqual(await champion(), ["1", third]);
    }),
);

defineServiceTest(
  "openModel() opens what another program has registered from a run's artifacts",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async (cache) => {
      const name = uniqueName();
      const run = await startTrainedRun(mlflow);
      const { folder, digest } = await makePackage();
      await run.logArtifact(folder, "best/model");
      const uri = `runs:/${run.id}/best/model`;
      for (const copies of [1, 2]) { // they may change while the run goes on
        using model = await open(mlflow, uri);
        assert.equal(model.digest, digest);
        assert.equal(inCache(cache).finished, copies);
      }
      await run.end("FINISHED");
      for (let i = 0; i < 2; i++) (await open(mlflow, uri))[Symbol.dispose]();
      assert.equal(inCache(cache).finished, 3);

      const { registry } = quickServers(mlflow);
      const { info } = await findRunRecord(mlflow, run.id);
      const source = `${info.artifact_uri}/best/model`;
      await registry.call("POST", "mlflow/registered-models/create", { name }, Empty);
      const version = { name, source, run_id: run.id };
      await registry.call("POST", "mlflow/model-versions/create", version, Empty);
      using model = await open(mlflow, `models:/${name}/1`);
      assert.deepEqual(
        [model.name, model.version, model.loggedModelId, model.digest],
        [name, "1", undefined, digest],
      );
    }),
);

defineServiceTest(
  "openModel() fetches straight from S3 where the server keeps a model there",
  ["mlflow", "s3"],
  ({ mlflow, s3 }) =>
    withEnvironment({
      MLFLOW_S3_ENDPOINT_URL: "",
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    }, () =>
      withFreshCache(async () => {
        const name = uniqueName();
        const location = { name, artifact_location: `s3://datasets/${crypto.randomUUID()}` };
        const { tracking } = quickServers(mlflow);
        await tracking.call("POST", "mlflow/experiments/create", location, Empty);
        const run = await startTrainedRun(mlflow, name);
        const { folder, digest } = await makePackage();
        const modelId = await run.logModel(folder) ?? "";
        const { info } = await findLoggedModel(mlflow, modelId);
        assert.equal(
          info.artifact_uri,
          `${location.artifact_location}/models/${modelId}/artifacts`,
        );
        using model = await open(mlflow, `models:/${modelId}`);
        assert.equal(model.digest, digest);
      })),
);

defineServiceTest(
  "openModel() names in one line what there is, where there is no such thing",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async () => {
      const name = uniqueName();
      const { run, modelId } = await logTrainedModel(mlflow);
      const servers = quickServers(mlflow);
      await registerModel(servers, modelId, { name });
      await servers.registry.call("POST", "mlflow/registered-models/create", {
        name: `${name} empty`,
      }, Empty);
      const has = `its latest version is 1`;
      const messages: Record<string, RegExp | string> = {
        [`models:/${name}@champion`]: `${name} has no alias "champion"; it has no alias; ${has}`,
        [`models:/${name}/2`]: `${name} has no version 2; it has no alias; ${has}`,
        [`models:/${name}/0`]: `${name} has no version 0: it was deleted`,
        [`models:/${name}/Staging`]:
          `${name} has no version in the stage "Staging"; it has no alias; ${has}`,
        [`models:/${name} empty/latest`]:
          `${name} empty has no version; it has no alias; its latest version is none`,
        "models:/m-none": `${mlflow} has no logged model m-none`,
        "runs:/none/model": `${mlflow} has no run none`,
        [`runs:/${run.id}/none`]: /: the run has no artifact "none"; the run has: model$/,
        "models:/not here/1": /: the registry at http:.* has no model not here; it has .*test/,
      };
      for (const [uri, message] of Object.entries(messages)) {
        await assert.rejects(open(mlflow, uri), {
          message: typeof message === "string"
            ? `Cannot open the model ${uri}: ${message}`
            : message,
        });
      }
    }),
);

defineServiceTest(
  "openModel() leaves nothing of a download that was cut off, and of files that are not those that were logged",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async (cache) => {
      const { modelId, digest } = await logTrainedModel(mlflow);
      const uri = `models:/${modelId}`;
      let isCut = true;
      await using gateway = proxyTo(
        mlflow,
        ({ path }) => isCut && path.endsWith("/model.onnx") ? cutOff() : undefined,
      );
      await assert.rejects(open(gateway.address, uri), /: error reading a body from/);
      assert.deepEqual(inCache(cache), { finished: 0, others: [] });
      isCut = false;
      using model = await open(gateway.address, uri);
      assert.equal(model.digest, digest);

      const client = new MlflowClient(mlflow, QUICK);
      const other = await logTrainedModel(mlflow, 2);
      const { info } = await findLoggedModel(mlflow, other.modelId);
      const store = await openArtifacts(info.artifact_uri, client);
      await store.write("model.onnx", "something else");
      await assert.rejects(open(mlflow, `models:/${other.modelId}`), {
        message: new RegExp(`is not what was logged: wanted SHA-256 ${other.digest}, got`),
      });
      assert.equal(inCache(cache).finished, 1);
      assert.equal(inCache(cache).others.length, 1);
    }),
);

/** An answer that promises more than it brings. */
function cutOff(): Response {
  return new Response(new Blob(["a part"]).stream(), { headers: { "content-length": "1000" } });
}

defineServiceTest(
  "openModel() asks the server of MLFLOW_REGISTRY_URI for versions, and that of the runs for files",
  ["mlflow"],
  ({ mlflow }) =>
    withFreshCache(async () => {
      const name = uniqueName();
      const { modelId, digest } = await logTrainedModel(mlflow);
      await registerModel(quickServers(mlflow), modelId, { name });
      const asked: string[] = [];
      await using registry = proxyTo(mlflow, ({ path }) => {
        asked.push(path.replace("/api/2.0/mlflow/", ""));
        return undefined;
      });
      await withEnvironment({ MLFLOW_REGISTRY_URI: registry.address }, async () => {
        using model = await open(mlflow, `models:/${name}/latest`);
        assert.deepEqual([model.version, model.digest], ["1", digest]);
      });
      assert.deepEqual(asked, ["registered-models/get", "model-versions/get"]);
    }),
);
