import assert from "node:assert/strict";
import { YAMNET_FILE } from "../lib/backbone/yamnet_file.ts";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { runTask } from "./test_task.ts";

/** Runs the task with an empty cache; `left` is what is in it afterwards. */
async function fetchModel(args: string[], env: Record<string, string> = {}) {
  const cache = await Deno.makeTempDir();
  try {
    const result = await runTask("model", args, { YAMNET_KIT_CACHE: cache, ...env });
    const models = await Array.fromAsync(Deno.readDir(`${cache}/models`)).catch(() => []);
    return { ...result, left: models.map(({ name }) => name).sort() };
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}

defineAssetTest("model says what it made, and where", [YAMNET_FILE.name], async ([path = ""]) => {
  const { code, out, err, left } = await fetchModel(["--precision", "float32", "--json"]);
  assert.equal(code, 0, err);
  assert.equal(err, "");
  const { files: [weights, onnx], ...facts } = JSON.parse(out);
  assert.deepEqual(facts, {
    name: "yamnet",
    precision: "float32",
    embeddingSize: 1024,
    labels: 521,
  });
  assert.deepEqual(weights, {
    file: "weights",
    sha256: sha256(await Deno.readFile(path)),
    bytes: YAMNET_FILE.bytes,
    path,
  });
  const name = onnx.path.split("/").at(-1);
  assert.deepEqual(left, [name, `${name}.sha256`]);
});

defineAssetTest(
  "model takes a file that was brought along",
  [YAMNET_FILE.name],
  async ([path = ""]) => {
    const { code, out, err } = await fetchModel([], { YAMNET_TFLITE: path, YAMNET_KIT_ASSETS: "" });
    assert.equal(code, 0, err);
    assert.match(out, /^yamnet \((int8|float32)\): 1024 values a frame, 521 classes\n/);
    assert.ok(out.includes(path));
  },
);

Deno.test("model fails where the weights cannot be had, and leaves nothing half-made", async () => {
  const { code, out, err, left } = await fetchModel([], {
    YAMNET_KIT_ASSETS: "",
    HTTPS_PROXY: "http://127.0.0.1:9", // nothing listens there
  });
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /^Error: Cannot download https:\/\/storage\.googleapis\.com\/[^ ]*: .*refused/);
  assert.match(
    err,
    /Check the network, or bring lite-model_yamnet_classification_tflite_1\.tflite along/,
  );
  assert.deepEqual(left, [`${YAMNET_FILE.name}.lock`]);
});

Deno.test("model refuses a file that is not the official one", async () => {
  const { code, err, left } = await fetchModel(["--tflite", "deno.json"]);
  assert.equal(code, 1);
  assert.match(
    err,
    /^Error: Cannot open YAMNet: "deno.json" is not the official file: wanted SHA-256/,
  );
  assert.deepEqual(left, []);
});

Deno.test("model refuses another precision as wrong usage", async () => {
  const { code, err } = await fetchModel(["--precision", "int4"]);
  assert.equal(code, 2);
  assert.match(err, /^Error: Bad value for --precision: wanted int8 or float32; got "int4"/);
});
