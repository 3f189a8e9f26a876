import assert from "node:assert/strict";
import { modelRevision } from "./model_source.ts";
import { testPackage, until } from "../tests/test_server.ts";
import { watchModel } from "./watch_model.ts";

Deno.test("watchModel() opens each new version once, tells of a bad one once, and of a registry each time that it fails", async () => {
  const folders = [await testPackage("first"), await testPackage("second")];
  const broken = await testPackage("third");
  await Deno.writeTextFile(`${broken}/model.onnx`, "no model");
  let version = 0, looks = 0, isAway = false;
  const registry = () => {
    looks++;
    if (isAway) return Promise.reject(new Error("the registry is away"));
    return Promise.resolve({
      folder: folders[version] ?? broken,
      name: "yard",
      version: String(version),
    });
  };
  const source = { uri: "models:/yard@champion", registry, workers: 1 };
  const told: string[] = [];
  const over = new AbortController();
  const watched = watchModel(source, {
    everySeconds: 0.01,
    revision: await modelRevision(source),
    signal: over.signal,
    onModel: (model) => {
      told.push(`model ${model.version}`);
      model[Symbol.dispose]();
    },
    onRefused: (problem) => void told.push(`refused ${problem}`),
    onUnknown: (problem) => void told.push(`unknown ${problem}`),
  });
  const someLooks = async () => {
    const wanted = looks + 5;
    await until("it has looked again", () => looks >= wanted);
  };
  await someLooks();
  assert.deepEqual(told, []);
  version = 1;
  await until("version 1 is open", () => told.length > 0);
  await someLooks();
  assert.deepEqual(told, ["model 1"]);
  version = 2;
  await until("version 2 is refused", () => told.length > 1);
  await someLooks();
  assert.equal(told.length, 2);
  assert.match(told[1] ?? "", /^refused Cannot open the model models:\/yard@champion: /);
  isAway = true;
  await until("it is told", () => told.length > 3);
  assert.match(told[3] ?? "", /^unknown .*the registry is away$/);
  isAway = false;
  version = 0;
  await until("version 0 is back", () => told.at(-1) === "model 0");
  over.abort();
  await watched;
});
