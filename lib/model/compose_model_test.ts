import assert from "node:assert/strict";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { parseModel } from "../onnx/parse_model.ts";
import { headProbabilities } from "../training/head_probabilities.ts";
import { poolFrames } from "../training/pool_frames.ts";
import { composeModel, type ModelParts } from "./compose_model.ts";
import { decodeMetadata } from "./model_metadata.ts";
import { LABELS, noise, smallHead, tinyBackbone } from "./test_parts.ts";

async function run(model: Uint8Array, waveform: Float32Array): Promise<Record<string, number[]>> {
  const session = await InferenceSession.create(model);
  const results = await session.run({ waveform: new Tensor("float32", waveform) });
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data, Number)]),
  );
}

function assertClose(actual: ArrayLike<number>, wanted: ArrayLike<number>): void {
  assert.equal(actual.length, wanted.length);
  const difference = Math.max(...Array.from(actual, (x, i) => Math.abs(x - Number(wanted[i]))));
  assert.ok(difference < 1e-5, `wanted a difference below 1e-5, got ${difference}`);
}

const parts = (head = smallHead()): ModelParts => ({
  name: "three sounds",
  backbone: tinyBackbone(),
  head,
  dataHash: "abc",
});

for (const pooling of ["mean", "max", "mean+max"] as const) {
  for (const kind of ["logistic", "mlp"] as const) {
    for (const activation of ["softmax", "sigmoid"] as const) {
      Deno.test(`composeModel() gives what backbone, ${pooling} and ${kind} ${activation} head give one after the other`, async () => {
        const head = smallHead({ pooling, kind, activation });
        const { embeddings = [] } = await run(tinyBackbone().model, noise());
        const frames = [embeddings.slice(0, 3), embeddings.slice(3)];
        const pool = (rows: number[][]) =>
          poolFrames({
            frames: rows.length,
            embeddings: Float32Array.from(rows.flat()),
            scores: new Float32Array(),
            durationSeconds: 1,
          }, pooling);
        const [clip = [], ...rows] = await headProbabilities(head, [
          pool(frames),
          ...frames.map((frame) => pool([frame])),
        ]);
        const { probabilities = [], frame_probabilities = [] } = await run(
          composeModel(parts(head)),
          noise(),
        );
        assertClose(probabilities, clip);
        assertClose(frame_probabilities, rows.flatMap((row) => [...row]));
      });
    }
  }
}

Deno.test("composeModel() writes the same bytes for the same parts", () => {
  assert.deepEqual(composeModel(parts()), composeModel(parts()));
});

Deno.test("composeModel() leaves the backbone's own classifier out, and holds the head once", () => {
  const { graph } = parseModel(composeModel(parts()));
  const constants = graph.initializer.map(({ name }) => name);
  assert.ok(!constants.includes("backbone/own"), `got ${constants}`);
  assert.equal(graph.node.filter(({ opType }) => opType === "Gemm").length, 1);
});

Deno.test("composeModel() declares its inputs and outputs, and says what it is made of", () => {
  const { inputs, outputs, metadata } = parseModel(composeModel(parts()));
  assert.deepEqual(inputs, [{ name: "waveform", shape: ["samples"] }]);
  assert.deepEqual(outputs, [
    { name: "probabilities", shape: [3] },
    { name: "frame_probabilities", shape: ["frames", 3] },
  ]);
  const { labels, activation, sampleRateHz, frameHop, frameLength, pooling, backbone, dataHash } =
    decodeMetadata(metadata);
  assert.deepEqual(labels, LABELS);
  assert.deepEqual(
    [activation, sampleRateHz, frameHop, frameLength, pooling, dataHash],
    ["softmax", 16_000, 7_680, 15_600, "mean+max", "abc"],
  );
  assert.equal(backbone.digest, tinyBackbone().digest);
});

Deno.test("composeModel() refuses a head that does not fit the backbone or its labels", () => {
  assert.throws(() => composeModel(parts(smallHead({ embeddingSize: 1024 }))), {
    name: "RangeError",
    message:
      'Cannot compose a model: a head on tiny with "mean+max" pooling takes 6 values, this one 2048',
  });
  assert.throws(() => composeModel(parts({ ...smallHead(), labels: ["dog"] })), {
    message: "Cannot compose a model: the head has 3 outputs for 1 labels",
  });
});
