import assert from "node:assert/strict";
import { miniYamnet } from "./mini_yamnet_test_data.ts";
import { readTflite } from "./tflite/read_tflite.ts";
import { type TestModel, writeTflite } from "./tflite/tflite_test_data.ts";
import { readYamnetLayers } from "./yamnet_layers.ts";

const read = (model: TestModel) => readYamnetLayers(readTflite(writeTflite(model)));

/** The model with one change, which the reader must not let pass. */
function changed(change: (model: TestModel) => void): TestModel {
  const model = miniYamnet();
  change(model);
  return model;
}

function tensor(model: TestModel, name: string) {
  const found = model.tensors.find((tensor) => tensor.name === name);
  assert.ok(found, name);
  return found;
}

Deno.test("readYamnetLayers() finds the layers in their order", () => {
  const { convolutions, classifier } = read(miniYamnet());
  assert.deepEqual(convolutions.map(({ weights }) => weights.shape), [
    [3, 1, 3, 3],
    [3, 1, 3, 3],
    [5, 3, 1, 1],
    [5, 1, 3, 3],
  ]);
  assert.deepEqual(convolutions.map(({ groups }) => groups), [1, 3, 1, 5]);
  assert.deepEqual(classifier.shape, [3, 5]);
});

Deno.test("readYamnetLayers() brings channels to the front", () => {
  const model = miniYamnet();
  const file = tensor(model, "depthwise2/weights").data ?? new Int8Array();
  const [, depthwise] = read(model).convolutions;
  // The first channel's nine weights stand three apart in the file.
  assert.deepEqual([...depthwise?.weights.values.subarray(0, 9) ?? []], [
    ...file.filter((_, index) => index % 3 === 0),
  ]);
});

Deno.test("readYamnetLayers() shifts activations from signed to unsigned bytes", () => {
  const { patch, embedding, logits, scores } = read(miniYamnet());
  assert.equal(patch.zeroPoint, 16 + 128);
  assert.equal(embedding.zeroPoint, 0);
  assert.equal(logits.zeroPoint, 10 + 128);
  assert.deepEqual(scores, { scale: 1 / 256, zeroPoint: 0 });
});

Deno.test("readYamnetLayers() pads as TensorFlow's SAME: evenly, what is odd behind", () => {
  const { convolutions } = read(miniYamnet());
  assert.deepEqual(convolutions.map(({ pads }) => pads), [
    [0, 0, 1, 1], // 3 × 3 every 2 over 96 × 64
    [1, 1, 1, 1], // 3 × 3 every 1
    [0, 0, 0, 0], // 1 × 1
    [0, 0, 1, 1], // 3 × 3 every 2 over 48 × 32
  ]);
});

Deno.test("readYamnetLayers() refuses another network", () => {
  assert.throws(() => read({ tensors: [], operators: [] }), {
    name: "TypeError",
    message:
      "Cannot read YAMNet: wanted QUANTIZE, convolutions, MEAN, FULLY_CONNECTED and LOGISTIC, got 0 convolutions and nothing else",
  });
  assert.throws(() => read(changed(({ operators }) => operators.splice(-1))), {
    message: /got 4 convolutions and QUANTIZE, MEAN, FULLY_CONNECTED$/,
  });
});

Deno.test("readYamnetLayers() refuses plain ReLU, which would be off by up to 1", () => {
  const model = changed(({ operators }) => operators[1]?.options?.splice(3, 1, { int8: 1 }));
  assert.throws(() => read(model), {
    name: "TypeError",
    message: /wanted .* RELU6, got SAME and other/,
  });
});

Deno.test("readYamnetLayers() refuses activations that go beyond 6", () => {
  const model = changed((model) => tensor(model, "conv3").scales = [7 / 255]);
  assert.throws(() => read(model), { message: /wanted bytes from 0 to at most 6 after RELU6/ });
});

Deno.test("readYamnetLayers() refuses float weights and weights off their zero", () => {
  const float = changed((model) => {
    tensor(model, "conv3/weights").type = "float32";
  });
  assert.throws(() => read(float), {
    message: 'Cannot read YAMNet: wanted quantized int8 values for "conv3/weights", got float32',
  });
  const shifted = changed((model) => tensor(model, "conv3/weights").zeroPoint = 4);
  assert.throws(() => read(shifted), { message: /wanted weights with zero point 0, got 4,4/ });
});

Deno.test("readYamnetLayers() refuses an operator whose tensor is missing", () => {
  const model = changed(({ operators }) => operators[3]?.inputs.splice(1, 1, 999));
  assert.throws(() => read(model), { message: "Cannot read YAMNet: tensor 999 is missing" });
});
