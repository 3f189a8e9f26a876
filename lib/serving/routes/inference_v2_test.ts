import assert from "node:assert/strict";
import { noise } from "../../model/test_parts.ts";
import { inferenceV2 } from "../bodies/inference_v2.ts";
import { InferenceAnswer } from "../answers/inference_answer.ts";
import { KserveError } from "../problems/protocol_errors.ts";
import { assertClose, framedPackage, postJson, predictTensors } from "../tests/test_protocols.ts";
import { readMetric, startTestServer, testPackage, testWav, until } from "../tests/test_server.ts";

const MODEL = "/v2/models/three%20sounds";

const CLIP = { name: "probabilities" };

const waveform = (samples: Float32Array, shape: number[]) => ({
  name: "waveform",
  datatype: "FP32",
  shape,
  data: Array.from(samples),
});

/** JSON with binary data behind it. */
function binaryBody(json: unknown, ...parts: BlobPart[]): { body: Blob; headers: HeadersInit } {
  const header = new TextEncoder().encode(JSON.stringify(json));
  const headers = { "inference-header-content-length": String(header.length) };
  return { body: new Blob([header, ...parts]), headers };
}

/** A file as a tensor of BYTES has it. */
const withLength = (bytes: Uint8Array<ArrayBuffer>) => [Uint32Array.of(bytes.length), bytes];

Deno.test("V2 describes server and model", async () => {
  await using server = await startTestServer();
  const get = async (path: string) => await (await fetch(`${server.address}${path}`)).json();
  const { extensions } = await get("/v2");
  assert.deepEqual(extensions, ["binary_tensor_data"]);
  assert.deepEqual(await get("/v2/health/live"), { live: true });
  assert.deepEqual(await get("/v2/health/ready"), { ready: true });
  assert.deepEqual(await get(`${MODEL}/ready`), { name: "three sounds", ready: true });
  const { parameters, inputs, outputs } = await get(MODEL);
  assert.deepEqual(JSON.parse(parameters.labels), ["dog", "rain", "sea waves"]);
  assert.deepEqual(inputs[0], { name: "waveform", datatype: "FP32", shape: [-1, -1] });
  assert.deepEqual(outputs[0], { name: "probabilities", datatype: "FP32", shape: [-1, 3] });
});

Deno.test("V2 infers one clip as /predict does, and gives its id back", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const inputs = [waveform(noise(20_000), [20_000])];
  const { status, body } = await postJson(`${server.address}${MODEL}/infer`, { id: "7", inputs });
  assert.equal(status, 200);
  const { id, model_name, outputs: [clip, frames] } = InferenceAnswer.parse(body);
  const wanted = await predictTensors(server.address, noise(20_000));
  assert.deepEqual([id, model_name], ["7", "three sounds"]);
  assert.deepEqual([clip?.name, clip?.shape], ["probabilities", [1, 3]]);
  assert.deepEqual([frames?.name, frames?.shape], ["frame_probabilities", [1, 2, 3]]);
  assertClose(clip?.data ?? [], wanted.probabilities);
  assertClose(frames?.data ?? [], wanted.frames.flat());
});

Deno.test("V2 infers a batch, flat or in rows, and answers with the outputs that are asked for", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const samples = noise(20_000);
  const [first, second] = [samples.slice(0, 10_000), samples.slice(10_000)];
  const flat = waveform(samples, [2, 10_000]);
  const rows = { ...flat, data: [Array.from(first), Array.from(second)] };
  for (const input of [flat, rows]) {
    const request = { inputs: [input], outputs: [{ name: "probabilities" }] };
    const { body } = await postJson(`${server.address}${MODEL}/infer`, request);
    const { outputs } = InferenceAnswer.parse(body);
    assert.deepEqual(outputs.map(({ name, shape }) => [name, shape]), [["probabilities", [2, 3]]]);
    const wanted = await Promise.all(
      [first, second].map(async (clip) =>
        (await predictTensors(server.address, clip)).probabilities
      ),
    );
    assertClose(outputs[0]?.data ?? [], wanted.flat());
  }
});

Deno.test("V2 takes and gives binary data", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const samples = noise(20_000);
  const { data: _, ...input } = waveform(samples, [1, 20_000]);
  const request = {
    inputs: [{ ...input, parameters: { binary_data_size: samples.byteLength } }],
    parameters: { binary_data_output: true },
    outputs: [
      { name: "frame_probabilities", parameters: { binary_data: false } },
      { name: "probabilities" },
    ],
  };
  const response = await fetch(`${server.address}${MODEL}/infer`, {
    method: "POST",
    ...binaryBody(request, samples),
  });
  assert.equal(response.headers.get("content-type"), "application/octet-stream");
  const length = Number(response.headers.get("inference-header-content-length"));
  const bytes = await response.bytes();
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length)));
  const { outputs: [frames, clip] } = InferenceAnswer.parse(json);
  const wanted = await predictTensors(server.address, noise(20_000));
  assertClose(frames?.data ?? [], wanted.frames.flat());
  assert.deepEqual(clip?.parameters, { binary_data_size: 12 });
  assertClose(new Float32Array(bytes.slice(length).buffer), wanted.probabilities);
});

Deno.test("V2 takes audio files, in base64 or as binary data", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const files = [testWav(2), testWav(1)];
  const input = { name: "audio", datatype: "BYTES", shape: [2] };
  const outputs = [{ name: "probabilities" }];
  const wanted = await Promise.all(
    files.map(async (file) => (await predictTensors(server.address, file)).probabilities),
  );
  const size = files.reduce((sum, { length }) => sum + 4 + length, 0);
  const binary = binaryBody(
    { inputs: [{ ...input, parameters: { binary_data_size: size } }], outputs },
    ...files.flatMap(withLength),
  );
  const json = { inputs: [{ ...input, data: files.map((file) => file.toBase64()) }], outputs };
  for (const init of [binary, { body: JSON.stringify(json) }]) {
    const response = await fetch(`${server.address}${MODEL}/infer`, { method: "POST", ...init });
    const answer = InferenceAnswer.parse(await response.json());
    assertClose(answer.outputs[0]?.data ?? [], wanted.flat());
  }
});

Deno.test("V2 refuses unknown models, versions and outputs, wrong datatypes and shapes", async () => {
  await using server = await startTestServer({ limits: { maxDurationSeconds: 1, maxClips: 2 } });
  const infer = `${MODEL}/infer`;
  const good = waveform(noise(4), [4]);
  const files = { name: "audio", datatype: "BYTES", shape: [1], data: [testWav().toBase64()] };
  const uneven = {
    ...files,
    shape: [2],
    data: [testWav(0.5).toBase64(), testWav(1).toBase64()],
  };
  const cases: [string, unknown, number, RegExp][] = [
    ["/v2/models/other/infer", { inputs: [good] }, 404, /no model of this name/],
    [`${MODEL}/versions/9/infer`, { inputs: [good] }, 404, /no model of this name and version/],
    [infer, "{", 400, /wanted JSON in UTF-8/],
    [infer, {}, 400, /inputs: wanted exactly one input/],
    [infer, { inputs: [] }, 400, /inputs: wanted exactly one input/],
    [infer, { inputs: [good, good] }, 400, /inputs: wanted exactly one input/],
    [infer, { inputs: [{ ...good, name: "x" }] }, 400, /wanted "waveform" or "audio"/],
    [infer, { inputs: [{ ...good, datatype: "FP64" }] }, 400, /wanted FP32 or BYTES/],
    [infer, { inputs: [{ ...good, datatype: "BYTES" }] }, 400, /the datatype FP32 for waveform/],
    [infer, { inputs: [{ ...files, datatype: "FP32" }] }, 400, /the datatype BYTES for audio/],
    [infer, { inputs: [{ ...files, shape: [1, 1] }] }, 400, /the shape \[clips\] for audio/],
    [infer, { inputs: [{ ...files, data: [1] }] }, 400, /inputs\.0\.data\.0: wanted base64/],
    [infer, { inputs: [{ ...good, shape: [5] }] }, 400, /wanted 5 numbers by the shape, got 4/],
    [infer, { inputs: [{ ...good, shape: [1, 2, 2] }] }, 400, /one or two whole numbers/],
    [infer, { inputs: [{ ...good, shape: [-4] }] }, 400, /shape\.0: .*>=0/],
    [infer, { inputs: [{ ...good, shape: [4.5] }] }, 400, /inputs\.0\.shape/],
    [infer, { inputs: [{ ...good, shape: [2, 2], data: [[0, 0], [0]] }] }, 400, /rows of 2/],
    [infer, { inputs: [{ ...good, data: [0, 0, 0, "0"] }] }, 400, /data\.3: wanted a number/],
    [infer, { inputs: [{ ...good, data: undefined }] }, 400, /wanted data/],
    [infer, { inputs: [{ ...good, data: [0, 0, 0, 99] }] }, 422, /wanted -1 to 1, got 99/],
    [infer, { inputs: [waveform(noise(0), [0])] }, 422, /at least one sample/],
    [infer, { inputs: [waveform(noise(0), [0, 4])] }, 400, /at least one clip/],
    [infer, { inputs: [waveform(noise(3), [3, 1])] }, 413, /at most 2 clips/],
    [infer, { inputs: [waveform(noise(16_001), [16_001])] }, 422, /wanted at most 1 s/],
    [infer, { inputs: [good], outputs: [{ name: "x" }] }, 400, /outputs\.0\.name: wanted/],
    [infer, { inputs: [good], outputs: [CLIP, CLIP] }, 400, /outputs: wanted each output once/],
    [infer, { inputs: [{ ...good, parameters: { binary_data_size: 0 } }] }, 400, /got both/],
  ];
  for (const [path, body, status, message] of cases) {
    const answer = await postJson(`${server.address}${path}`, body);
    assert.equal(answer.status, status, `${message} ${JSON.stringify(answer.body)}`);
    assert.match(KserveError.parse(answer.body).error, message);
  }
  const framed = await startTestServer({ model: await framedPackage() });
  const { status, body } = await postJson(`${framed.address}${infer}`, { inputs: [uneven] });
  await framed.close();
  assert.equal(status, 400);
  assert.match(KserveError.parse(body).error, /Clips of different lengths/);
});

Deno.test("V2 knows the version of a registered model, and no other", async () => {
  const folder = await testPackage();
  const registered = { folder, name: "yard", version: "3" };
  const registry = () => Promise.resolve(registered);
  await using server = await startTestServer({ model: "models:/yard@champion", registry });
  const yard = `${server.address}/v2/models/yard`;
  const { versions } = await (await fetch(`${yard}/versions/3`)).json();
  assert.deepEqual(versions, ["3"]);
  const inputs = [waveform(noise(4), [4])];
  const { body } = await postJson(`${yard}/versions/3/infer`, { inputs });
  assert.equal(InferenceAnswer.parse(body).model_version, "3");
  assert.equal((await fetch(`${yard}/versions/3/ready`)).status, 200);
  assert.equal((await fetch(`${yard}/versions/2/ready`)).status, 404);
});

Deno.test("V2 never answers for one version with another that takes over meanwhile", async () => {
  const folders = { "3": await testPackage("first"), "4": await testPackage("second") };
  let version: keyof typeof folders = "3";
  const registry = () => Promise.resolve({ folder: folders[version], name: "yard", version });
  const watchSeconds = 0.01;
  await using server = await startTestServer({ model: "models:/yard@x", registry, watchSeconds });
  const yard = `${server.address}/v2/models/yard`;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const answer = fetch(`${yard}/versions/3/infer`, { method: "POST", body: readable });
  const writer = writable.getWriter();
  const body = new TextEncoder().encode(JSON.stringify({ inputs: [waveform(noise(4), [4])] }));
  await writer.write(body.subarray(0, 10));
  await until(
    "the request is there",
    async () => await readMetric(server.address, "held_body_bytes") > 0,
  );
  version = "4";
  await until("the new version is there", async () => (await fetch(`${yard}/versions/4`)).ok);
  await writer.write(body.subarray(10));
  await writer.close();
  const { status } = await answer;
  assert.equal(status, 404);
});

Deno.test("V2 leaves out parameters that it does not know", () => {
  const inputs = [waveform(noise(4), [4])];
  const body = JSON.stringify({ inputs, parameters: { priority: 1, binary_data_output: true } });
  const { rest } = inferenceV2(new TextEncoder().encode(body), { contentType: "", maxClips: 1 });
  assert.deepEqual(rest, { options: { parameters: { binary_data_output: true } } });
});

Deno.test("V2 refuses lengths that lie", async () => {
  await using server = await startTestServer();
  const { data: _, ...input } = waveform(noise(4), [4]);
  const announced = (size: number) => ({
    inputs: [{ ...input, parameters: { binary_data_size: size } }],
  });
  const audio = {
    inputs: [{ name: "audio", datatype: "BYTES", shape: [1], parameters: { binary_data_size: 8 } }],
  };
  const samples = noise(4);
  const nan = Float32Array.of(0, NaN, 0, 0);
  const cases: [{ body: Blob; headers: HeadersInit }, number, RegExp][] = [
    [binaryBody(announced(20), samples), 400, /binary_data_size to be the 16 bytes/],
    [binaryBody(announced(12), samples), 400, /binary_data_size to be the 16 bytes/],
    [binaryBody(announced(15), samples.buffer.slice(1)), 400, /wanted 16 bytes by the shape/],
    [binaryBody({ inputs: [input] }, samples), 400, /binary_data_size .* got 0/],
    [binaryBody(announced(16), nan), 422, /got NaN/],
    [binaryBody(audio, Uint32Array.of(5, 0)), 400, /file 0 is longer than the data/],
    [binaryBody(audio, Uint32Array.of(0, 0)), 400, /wanted 1 files, got more/],
    [binaryBody(audio, Uint32Array.of(1, 0)), 400, /wanted 8 bytes by the shape, got 5/],
  ];
  for (const length of ["999", "-1", "x", "9".repeat(30)]) {
    const headers = { "inference-header-content-length": length };
    cases.push([{ ...binaryBody(announced(16), samples), headers }, 400, /Content-Length/i]);
  }
  for (const [init, status, message] of cases) {
    const response = await fetch(`${server.address}${MODEL}/infer`, { method: "POST", ...init });
    const { error } = KserveError.parse(await response.json());
    assert.match(error, message);
    assert.equal(response.status, status);
  }
});
