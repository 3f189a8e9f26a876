import assert from "node:assert/strict";
import fc from "fast-check";
import { miniYamnet } from "../mini_yamnet_test_data.ts";
import { readTflite } from "./read_tflite.ts";
import { type TestModel, writeTflite } from "./tflite_test_data.ts";

const MODEL: TestModel = {
  tensors: [
    { name: "x", shape: [1, 8, 8, 2], type: "float32" },
    { name: "x8", shape: [1, 8, 8, 2], type: "int8", scales: [0.5], zeroPoint: -3 },
    {
      name: "filters",
      shape: [1, 1, 1, 2],
      type: "int8",
      data: Int8Array.of(-7, 9),
      scales: [0.25, 0.125],
    },
    { name: "bias", shape: [2], type: "int32", data: Int32Array.of(70_000, -1), scales: [1, 2] },
    { name: "y", shape: [1, 4, 8, 2], type: "int8", scales: [1], zeroPoint: 0 },
  ],
  operators: [
    { code: 114, inputs: [0], outputs: [1] },
    {
      code: 4,
      inputs: [1, 2, 3],
      outputs: [4],
      options: [{ int8: 0 }, { int32: 1 }, { int32: 2 }, { int32: 1 }, { int8: 3 }],
    },
    { code: 97, inputs: [4], outputs: [4] },
  ],
};

Deno.test("readTflite() reads tensors, constants, quantization and operators", () => {
  const { tensors, operators } = readTflite(writeTflite(MODEL));
  const [x, x8, filters, bias] = tensors;
  assert.deepEqual(x, {
    name: "x",
    shape: [1, 8, 8, 2],
    type: "float32",
    data: new Uint8Array(),
    quantization: undefined,
  });
  assert.deepEqual(x8?.quantization, { scales: [0.5], zeroPoints: [-3] });
  assert.deepEqual(filters?.quantization, { scales: [0.25, 0.125], zeroPoints: [0, 0] });
  assert.deepEqual(filters?.data, new Uint8Array([249, 9]));
  assert.deepEqual(new Int32Array(bias?.data.buffer ?? []), Int32Array.of(70_000, -1));
  assert.deepEqual(operators[1], {
    kind: "DEPTHWISE_CONV_2D",
    inputs: [1, 2, 3],
    outputs: [4],
    convolution: { padding: "SAME", strideWidth: 1, strideHeight: 2, activation: "RELU6" },
  });
  assert.deepEqual(operators.map(({ kind }) => kind), ["QUANTIZE", "DEPTHWISE_CONV_2D", "other"]);
});

Deno.test("readTflite() refuses what is no .tflite file", () => {
  assert.throws(() => readTflite(new TextEncoder().encode("<!DOCTYPE html>")), {
    name: "TypeError",
    message:
      'Cannot read a TensorFlow Lite model: wanted the identifier "TFL3" at byte 4, got "CTYP"',
  });
  assert.throws(() => readTflite(new Uint8Array()), { name: "TypeError", message: /TFL3/ });
});

Deno.test("readTflite() refuses a file that is cut short, wherever it is cut", () => {
  const bytes = writeTflite(MODEL);
  for (let length = 8; length < bytes.length; length++) {
    assert.throws(() => readTflite(bytes.subarray(0, length)), {
      name: "TypeError",
      message: /^Cannot read a TensorFlow Lite model: the file is truncated or damaged/,
    }, `cut after ${length} of ${bytes.length} bytes`);
  }
});

Deno.test("readTflite() never fails otherwise than with TypeError, whatever bytes are changed", () => {
  const bytes = writeTflite(miniYamnet());
  const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1 });
  fc.assert(fc.property(changes, (changes) => {
    const damaged = bytes.slice();
    for (const [position, value] of changes) damaged[position] = value;
    try {
      readTflite(damaged);
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error));
    }
  }));
});
