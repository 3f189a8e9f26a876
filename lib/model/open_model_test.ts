import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { parseModel } from "../onnx/parse_model.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { openModel } from "./open_model.ts";
import { LABELS, noise, smallDataset, smallHead, tinyBackbone } from "./test_parts.ts";
import { writeModelPackage } from "./write_model_package.ts";

const ONE = { workers: 1 };

async function writePackage(): Promise<{ folder: string; digest: string }> {
  const folder = join(await makeTempDir(), "model");
  const digest = await writeModelPackage(folder, {
    name: "three sounds",
    backbone: tinyBackbone(),
    head: smallHead(),
    dataset: smallDataset(),
  });
  return { folder, digest };
}

Deno.test("openModel() opens a package, which says what it is and what it was trained on", async () => {
  const { folder, digest } = await writePackage();
  using model = await openModel(folder, ONE);
  assert.equal(model.name, "three sounds");
  assert.equal(model.version, undefined);
  assert.equal(model.digest, digest);
  assert.deepEqual(model.labels, LABELS);
  assert.equal(model.backbone.name, "tiny");
  assert.equal(model.dataHash, smallDataset().dataHash);
  assert.deepEqual(
    model.trainedOn,
    new Set(smallDataset().samples.map(({ sourceSha256 }) => sourceSha256)),
  );
});

Deno.test("Model.run() gives a probability for each class, of the clip and of each frame", async () => {
  const { folder } = await writePackage();
  using model = await openModel(folder, ONE);
  const { info, probabilities, frames, frameProbabilities } = await model.run({
    waveform: noise(),
  });
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  assert.equal(info.durationSeconds, 1);
  assert.equal(probabilities.length, 3);
  assert.equal(frames, 2);
  assert.equal(frameProbabilities.length, 6);
  assert.ok(Math.abs(sum(probabilities) - 1) < 1e-6);
  assert.ok(Math.abs(sum(frameProbabilities.subarray(3)) - 1) < 1e-6);
});

Deno.test("openModel() takes a file: URI and a bare ONNX file, which does not know its training clips", async () => {
  const { folder, digest } = await writePackage();
  using fromUri = await openModel(pathToFileURL(folder).href, ONE);
  assert.equal(fromUri.digest, digest);
  using bare = await openModel(join(folder, "model.onnx"), ONE);
  assert.equal(bare.digest, digest);
  assert.equal(bare.trainedOn, undefined);
});

Deno.test("openModel() names what it cannot look up", async () => {
  await assert.rejects(openModel("models:/dog-detector@champion"), {
    message:
      "Cannot open the model models:/dog-detector@champion: no registry is known here. Give the model's folder",
  });
  await assert.rejects(openModel("gs://bucket/model"), {
    message: /^Cannot open the model gs:.*wanted a path, or a file:, s3: or https: URI$/,
  });
});

Deno.test("openModel() takes an ONNX file from a web server, and tells no signature", async () => {
  const { folder, digest } = await writePackage();
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async ({ url }) =>
      url.includes("/model.onnx")
        ? new Response(await Deno.readFile(join(folder, "model.onnx")), { headers: { etag: "1" } })
        : new Response("", { status: 403 }),
  );
  const uri = `http://127.0.0.1:${server.addr.port}/a/model.onnx?sig=secret`;
  await withEmptyCache(async () => {
    using model = await openModel(uri, ONE);
    assert.equal(model.digest, digest);
    await assert.rejects(openModel(uri.replace("model.onnx", "none")), {
      message: /^Cannot open the model http:\/\/127\.0\.0\.1:\d+\/a\/none: .* 403 Forbidden$/,
    });
  });
});

Deno.test("openModel() names what is missing", async () => {
  await assert.rejects(openModel("no/such/model"), {
    message: "Cannot open the model no/such/model: no such file or folder",
  });
  const folder = await makeTempDir();
  await assert.rejects(openModel(folder), {
    message: /the folder has no file "MLmodel"\. Give a folder/,
  });
  const { folder: incomplete } = await writePackage();
  await Deno.remove(join(incomplete, "training_hashes.json"));
  await assert.rejects(openModel(incomplete), /training_hashes\.json is missing or damaged/);
  await Deno.remove(join(incomplete, "model.onnx"));
  await assert.rejects(openModel(incomplete), /^Error: Cannot open the model .*No such file/);
});

Deno.test("openModel() refuses an MLmodel that names no ONNX model, or one outside of its folder", async () => {
  const { folder } = await writePackage();
  const rewrite = (text: string) => Deno.writeTextFile(join(folder, "MLmodel"), text);
  await rewrite("flavors: {sklearn: {}}");
  await assert.rejects(openModel(folder), /its MLmodel names no ONNX model/);
  await rewrite("\t: {");
  await assert.rejects(openModel(folder), /its MLmodel names no ONNX model/);
  await rewrite("flavors: {onnx: {data: ../../secret.onnx}}");
  await assert.rejects(openModel(folder), /its MLmodel names a file outside of the folder/);
});

Deno.test("openModel() refuses files that no package of this project could hold", async () => {
  const path = join(await makeTempDir(), "model.onnx");
  const opening = async (bytes: Uint8Array) => {
    await Deno.writeFile(path, bytes);
    return await openModel(path, ONE);
  };
  await assert.rejects(opening(new TextEncoder().encode("<html>")), {
    message:
      `Cannot open the model ${path}: Cannot read an ONNX model: the bytes are not ONNX protobuf`,
  });
  await assert.rejects(opening(tinyBackbone().model), {
    message: /its metadata "format": wanted a model that was packaged by this project/,
  });
  const { folder } = await writePackage();
  const { metadata } = parseModel(await Deno.readFile(join(folder, "model.onnx")));
  const foreign = new GraphBuilder("foreign");
  foreign.output(foreign.input("image", "float32", ["N"]), "class", "float32", [3]);
  await assert.rejects(opening(foreign.build(metadata)), {
    message:
      /wanted waveform\[1\], probabilities\[1\], frame_probabilities\[2\] for 3 labels; got image\[1\], class\[1\]/,
  });
  const fewer = new GraphBuilder("fewer");
  const waveform = fewer.input("waveform", "float32", ["N"]);
  fewer.output(waveform, "probabilities", "float32", [2]);
  fewer.output(fewer.node("Neg", [waveform]), "frame_probabilities", "float32", ["F", 2]);
  await assert.rejects(opening(fewer.build(metadata)), /wanted .* for 3 labels; got waveform/);
  const newer = new GraphBuilder("newer");
  const unknown = newer.node("NoSuchOperator", [newer.input("waveform", "float32", ["N"])]);
  newer.output(unknown, "probabilities", "float32", [3]);
  newer.output(unknown, "frame_probabilities", "float32", ["F", 3]);
  await assert.rejects(opening(newer.build(metadata)), /^Error: Cannot open the model .*NoSuchOp/);
});
