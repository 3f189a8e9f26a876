import fc from "fast-check";
import assert from "node:assert/strict";
import { type ModelUri, parseModelUri } from "./model_uri.ts";

const name = fc.stringMatching(/^[\w .@-]{1,20}$/).filter((text) =>
  text.trim() !== "" && text !== "." && !text.startsWith("..")
);
const alias = fc.stringMatching(/^[\w-]{1,20}$/);
const model = fc.oneof(
  fc.record({
    kind: fc.constant("version" as const),
    name,
    version: fc.stringMatching(/^\d{1,9}$/),
  }),
  fc.record({ kind: fc.constant("alias" as const), name, alias }),
  fc.record({
    kind: fc.constant("stage" as const),
    name,
    stage: fc.constantFrom("Production", "staging", "Archived"),
  }),
  fc.record({ kind: fc.constant("latest" as const), name }),
  fc.record({
    kind: fc.constant("logged" as const),
    modelId: fc.stringMatching(/^m-[0-9a-f]{32}$/),
  }),
  fc.record({
    kind: fc.constant("run" as const),
    runId: fc.stringMatching(/^[0-9a-f]{32}$/),
    path: fc.constantFrom("model", "models/best", "my model"),
  }),
);

function write(uri: ModelUri): string {
  switch (uri.kind) {
    case "logged":
      return `models:/${uri.modelId}`;
    case "version":
      return `models:/${uri.name}/${uri.version}`;
    case "alias":
      return `models:/${uri.name}@${uri.alias}`;
    case "stage":
      return `models:/${uri.name}/${uri.stage}`;
    case "latest":
      return `models:/${uri.name}/latest`;
    case "run":
      return `runs:/${uri.runId}/${uri.path}`;
  }
}

Deno.test("parseModelUri() reads each form that there is", () => {
  fc.assert(fc.property(model, (uri) => assert.deepEqual(parseModelUri(write(uri)), { ...uri })));
});

Deno.test("parseModelUri() takes names with @ and spaces, letters of any script, and latest in any case", () => {
  assert.deepEqual(parseModelUri("models:/dogs@home@champion"), {
    kind: "alias",
    name: "dogs@home",
    alias: "champion",
  });
  assert.deepEqual(parseModelUri("models:/犬 の声@良い"), {
    kind: "alias",
    name: "犬 の声",
    alias: "良い",
  });
  assert.deepEqual(parseModelUri("models:/yard/LATEST"), { kind: "latest", name: "yard" });
  assert.deepEqual(parseModelUri("runs:/abc123/model/"), {
    kind: "run",
    runId: "abc123",
    path: "model",
  });
});

Deno.test("parseModelUri() refuses what has no such form, and paths that climb", () => {
  const wrong = [
    ..."models:,models:/,models:/yard,models:/yard/,models:/yard@,models:/@champion,models:/yard/3/x"
      .split(","),
    ..."models://databricks/yard/3,models:/../3,models:/m-1/../2,models:/yard/v 3,models:/a:b/3"
      .split(","),
    ..."runs:/abc,runs:/abc/,runs:/../abc/model,runs:/abc/../def,runs:/abc/%2e%2e/def,runs:/abc//proc"
      .split(","),
    ..."runs://host/abc/model,models,out/model,s3://bucket/model,".split(","),
  ];
  for (const uri of wrong) {
    assert.throws(() => parseModelUri(uri), {
      name: "TypeError",
      message: /^Cannot read ".*" as a model's URI: wanted models:\/name@alias, .* or runs:/,
    }, uri);
  }
});

Deno.test("parseModelUri() either reads a text or throws a TypeError", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^(models|runs):[@/m\-.%\w]*$/),
  );
  fc.assert(fc.property(text, (uri) => {
    try {
      parseModelUri(uri);
    } catch (error) {
      assert.ok(error instanceof TypeError);
    }
  }));
});
