import assert from "node:assert/strict";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { Random } from "../dataset/random.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { assertClose } from "./test_close.ts";
import type { DenseLayer, Head, Pooling } from "./head.ts";
import { appendFramePooling, appendPooling } from "./head_graph.ts";
import { headProbabilities } from "./head_probabilities.ts";
import { poolFrames } from "./pool_frames.ts";

const FRAMES = 7;
const SIZE = 5;

async function runPooling(
  append: typeof appendPooling,
  pooling: Pooling,
  embeddings: Float32Array,
): Promise<{ values: number[]; shape: readonly number[] }> {
  const graph = new GraphBuilder("pooling");
  const input = graph.input("embeddings", "float32", ["F", SIZE]);
  graph.output(append(graph, input, pooling), "pooled", "float32", ["R", "P"]);
  const session = await InferenceSession.create(graph.build());
  const { pooled } = await session.run({
    embeddings: new Tensor("float32", embeddings, [embeddings.length / SIZE, SIZE]),
  });
  assert.ok(pooled?.data instanceof Float32Array);
  return { values: [...pooled.data], shape: pooled.dims };
}

function randomEmbeddings(): Float32Array {
  const random = new Random(1);
  return Float32Array.from({ length: FRAMES * SIZE }, () => 4 * random.uniform() - 2);
}

for (const pooling of ["mean", "max", "mean+max"] as const) {
  Deno.test(`appendPooling() gives what poolFrames() gives for ${pooling}`, async () => {
    const embeddings = randomEmbeddings();
    const { values, shape } = await runPooling(appendPooling, pooling, embeddings);
    const clip = { frames: FRAMES, embeddings, scores: new Float32Array(), durationSeconds: 1 };
    const expected = poolFrames(clip, pooling);
    assert.deepEqual(shape, [1, expected.length]);
    assertClose(values, expected, 1e-6);
  });

  Deno.test(`appendFramePooling() pools each frame as a clip of its own for ${pooling}`, async () => {
    const embeddings = randomEmbeddings();
    const { values, shape } = await runPooling(appendFramePooling, pooling, embeddings);
    const single = Array.from({ length: FRAMES }, (_, frame) => {
      const own = embeddings.slice(frame * SIZE, (frame + 1) * SIZE);
      const clip = { frames: 1, embeddings: own, scores: new Float32Array(), durationSeconds: 1 };
      return [...poolFrames(clip, pooling)];
    });
    assert.deepEqual(shape, [FRAMES, single[0]?.length]);
    assertClose(values, single.flat(), 0);
  });
}

/** Two classes on two features: logits (x0 - 1) * 2 and -(x1 - 2) + 0.5. */
const toyHead: Head = {
  kind: "logistic",
  labels: ["a", "b"],
  activation: "sigmoid",
  pooling: "mean",
  mean: Float32Array.of(1, 2),
  scale: Float32Array.of(2, 1),
  layers: [{
    inputs: 2,
    outputs: 2,
    weights: Float32Array.of(1, 0, 0, -1),
    bias: Float32Array.of(0, 0.5),
    activation: "none",
  }],
};
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

Deno.test("headProbabilities() standardizes, applies the layers and then a sigmoid to each class", async () => {
  const [first, second] = await headProbabilities(toyHead, [
    Float32Array.of(1, 2),
    Float32Array.of(3, -1),
  ]);
  assertClose(first ?? [], [sigmoid(0), sigmoid(0.5)], 1e-6);
  assertClose(second ?? [], [sigmoid(4), sigmoid(3.5)], 1e-6);
});

Deno.test("headProbabilities() of a softmax head sum to one", async () => {
  const [row] = await headProbabilities({ ...toyHead, activation: "softmax" }, [
    Float32Array.of(3, -1),
  ]);
  assertClose(row ?? [], [sigmoid(0.5), sigmoid(-0.5)], 1e-6);
});

Deno.test("headProbabilities() applies ReLU between layers", async () => {
  const size = { inputs: 2, outputs: 2, bias: new Float32Array(2) };
  const layers: DenseLayer[] = [
    { ...size, weights: Float32Array.of(1, 0, 0, 1), activation: "relu" },
    { ...size, weights: Float32Array.of(1, 0, 1, 1), activation: "none" },
  ];
  const [row] = await headProbabilities({ ...toyHead, kind: "mlp", layers }, [
    Float32Array.of(0, 3), // standardized -2 and 1, so that the hidden units are 0 and 1
  ]);
  assertClose(row ?? [], [sigmoid(0), sigmoid(1)], 1e-6);
});

Deno.test("headProbabilities() refuses vectors of another pooling", async () => {
  await assert.rejects(headProbabilities(toyHead, [new Float32Array(4)]), {
    name: "RangeError",
    message: 'Cannot run the head: wanted 2 values for a clip ("mean" pooling), got 4',
  });
});

Deno.test("headProbabilities() of no clips is empty", async () => {
  assert.deepEqual(await headProbabilities(toyHead, []), []);
});
