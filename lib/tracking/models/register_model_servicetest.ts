import assert from "node:assert/strict";
import { defineServiceTest } from "../../services/test_services.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { proxyTo } from "../rest/test_proxy.ts";
import { QUICK, uniqueName } from "../rest/test_server.ts";
import { openLoggedModel } from "./logged_model.ts";
import { RegisteredModelAnswer, VersionsAnswer } from "./model_answers.ts";
import { registerModel } from "./register_model.ts";
import { findRunRecord, logTrainedModel, quickServers, startTrainedRun } from "./test_registry.ts";

/** A registered model's aliases and stages, by version, and how many versions there are. */
async function stateOf(server: string, name: string) {
  const client = new MlflowClient(server, QUICK);
  const { registered_model: { aliases, latest_versions } } = await client
    .call("GET", "mlflow/registered-models/get", { name }, RegisteredModelAnswer);
  const query = { filter: `name = '${name}'` };
  const { model_versions } = await client
    .call("GET", "mlflow/model-versions/search", query, VersionsAnswer);
  return {
    aliases: Object.fromEntries(aliases.map(({ alias, version }) => [alias, version])),
    stages: Object.fromEntries(
      latest_versions.map(({ current_stage, version }) => [current_stage, version]),
    ),
    versions: model_versions.length,
  };
}

defineServiceTest(
  "a registered version has what its run knows, its aliases and its stage",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const { run, modelId, digest } = await logTrainedModel(mlflow);
    const version = await registerModel(quickServers(mlflow), modelId, {
      name,
      aliases: ["champion", "night-shift"],
      stage: "Production",
      description: "94 % of 320 clips",
    });
    assert.equal(version, "1");
    assert.deepEqual(await stateOf(mlflow, name), {
      aliases: { champion: "1", "night-shift": "1" },
      stages: { Production: "1" },
      versions: 1,
    });
    const answer = await fetch(
      `${mlflow}/api/2.0/mlflow/model-versions/get?${new URLSearchParams({ name, version })}`,
    );
    const { model_version } = await answer.json();
    assert.deepEqual(
      [model_version.source, model_version.run_id, model_version.description],
      [`models:/${modelId}`, run.id, "94 % of 320 clips"],
    );
    assert.deepEqual(
      Object.fromEntries(
        model_version.tags.map(({ key, value }: { key: string; value: string }) => [key, value]),
      ),
      { data_hash: "abc", model_digest: digest, accuracy: "0.9400", f1: "0.9312" },
    );
  },
);

defineServiceTest(
  "a model that is registered again stays one version; an alias moves to the next model's",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const servers = quickServers(mlflow);
    const first = await logTrainedModel(mlflow);
    const second = await logTrainedModel(mlflow, 2);
    const champion = { name, aliases: ["champion"] };
    assert.equal(
      await registerModel(servers, first.modelId, { ...champion, stage: "Staging" }),
      "1",
    );
    assert.equal(await registerModel(servers, first.modelId, champion), "1");
    assert.equal(await registerModel(servers, second.modelId, champion), "2");
    assert.deepEqual(await stateOf(mlflow, name), {
      aliases: { champion: "2" },
      stages: { Staging: "1", None: "2" },
      versions: 2,
    });
    assert.equal(await registerModel(servers, first.modelId, { name: uniqueName() }), "1");
  },
);

defineServiceTest(
  "a version whose every request is answered only the second time is one",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const { modelId } = await logTrainedModel(mlflow);
    await using gateway = proxyTo(
      mlflow,
      ({ count }) => count === 1 ? new Response("", { status: 504 }) : undefined,
    );
    const options = { name, aliases: ["champion"], stage: "Production" } as const;
    assert.equal(await registerModel(quickServers(gateway.address), modelId, options), "1");
    assert.deepEqual(await stateOf(mlflow, name), {
      aliases: { champion: "1" },
      stages: { Production: "1" },
      versions: 1,
    });
  },
);

defineServiceTest(
  "a version whose server goes away between two calls is one, once it is registered again",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const { modelId } = await logTrainedModel(mlflow);
    const champion = { name, aliases: ["champion"] };
    for (const lastAnswered of ["/registered-models/create", "/model-versions/create"]) {
      let isAway = false;
      await using gateway = proxyTo(mlflow, ({ path }) => {
        const answer = isAway ? new Response("", { status: 502 }) : undefined;
        isAway ||= path.endsWith(lastAnswered);
        return answer;
      });
      const client = new MlflowClient(gateway.address, { ...QUICK, maxRetries: 1 });
      await assert.rejects(
        registerModel({ tracking: client, registry: client }, modelId, champion),
        { name: "MlflowUnavailable" },
      );
    }
    assert.equal(await registerModel(quickServers(mlflow), modelId, champion), "1");
    const { aliases, versions } = await stateOf(mlflow, name);
    assert.deepEqual([aliases, versions], [{ champion: "1" }, 1]);
  },
);

defineServiceTest(
  "processes that register at the same time make one registered model, a version each",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const models = await Promise.all([1, 2, 3, 4].map((factor) => logTrainedModel(mlflow, factor)));
    const versions = await Promise.all(
      models.map(({ modelId }) =>
        registerModel(quickServers(mlflow), modelId, { name, aliases: ["champion"] })
      ),
    );
    assert.deepEqual(versions.toSorted(), ["1", "2", "3", "4"]);
    assert.ok(versions.includes((await stateOf(mlflow, name)).aliases["champion"] ?? ""));
  },
);

defineServiceTest(
  "a model whose files are not all there, or that is not there, is not registered",
  ["mlflow"],
  async ({ mlflow }) => {
    const name = uniqueName();
    const servers = quickServers(mlflow);
    const run = await startTrainedRun(mlflow);
    const record = await findRunRecord(mlflow, run.id);
    const { info } = await openLoggedModel(servers.tracking, record, "0".repeat(64));
    await assert.rejects(registerModel(servers, info.model_id, { name }), {
      message:
        `Cannot register the model ${info.model_id}: its files are not all there (LOGGED_MODEL_PENDING). Log it again`,
    });
    await assert.rejects(registerModel(servers, "m-none", { name }), /'m-none' not found/);
    await assert.rejects(registerModel(servers, info.model_id, { name: "a/b" }), TypeError);
    await assert.rejects(stateOf(mlflow, name), /not found/);
  },
);
