import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import type { Backbone } from "../backbone/backbone.ts";
import { openBackbone } from "../backbone/open_backbone.ts";
import { definePeerTest } from "../python/test_peer.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { openModel } from "./open_model.ts";
import { noise, smallDataset, smallHead } from "./test_parts.ts";
import { writeModelPackage } from "./write_model_package.ts";

/** Loads a model folder with MLflow in both ways and runs both on the waveform that comes on stdin. */
const PROGRAM = `
import json, os, sys
import numpy as np
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow, mlflow.onnx, onnxruntime

folder = sys.argv[1]
waveform = np.frombuffer(sys.stdin.buffer.read(), np.float32)
model = mlflow.pyfunc.load_model(folder)
predicted = model.predict(waveform)
session = onnxruntime.InferenceSession(mlflow.onnx.load_model(folder).SerializeToString())
raw = dict(zip(["probabilities", "frame_probabilities"], session.run(None, {"waveform": waveform})))
example = model.metadata.load_input_example(folder)
print(json.dumps({
    "pyfunc": {name: np.ravel(value).tolist() for name, value in predicted.items()},
    "onnx": {name: np.ravel(value).tolist() for name, value in raw.items()},
    "example": {name: list(value.shape) for name, value in model.predict(example).items()},
    "inputs": str(model.metadata.signature.inputs),
    "outputs": model.metadata.signature.outputs.input_names(),
}))
`;

const Outputs = z.object({
  probabilities: z.array(z.number()),
  frame_probabilities: z.array(z.number()),
});

const Answer = z.object({
  pyfunc: Outputs,
  onnx: Outputs,
  example: z.object({
    probabilities: z.array(z.number()),
    frame_probabilities: z.array(z.number()),
  }),
  inputs: z.string(),
  outputs: z.array(z.string()),
});

async function askMlflow(
  python: string,
  folder: string,
  waveform: Float32Array<ArrayBuffer>,
): Promise<z.infer<typeof Answer>> {
  const child = new Deno.Command(python, {
    args: ["-c", PROGRAM, folder],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new Uint8Array(waveform.buffer));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return Answer.parse(JSON.parse(new TextDecoder().decode(stdout)));
}

function largestDifference(a: ArrayLike<number>, b: readonly number[]): number {
  assert.equal(a.length, b.length);
  return Math.max(...b.map((value, index) => Math.abs(value - (a[index] ?? NaN))));
}

async function compareWithMlflow(python: string, backbone: Backbone): Promise<void> {
  const folder = join(await makeTempDir(), "model");
  const head = smallHead({ embeddingSize: backbone.embeddingSize });
  // Small weights, so that no probability is so near to 0 or 1 that it hides a difference.
  for (const { weights } of head.layers) weights.forEach((w, i) => weights[i] = w / 50);
  await writeModelPackage(folder, {
    name: "three sounds",
    backbone,
    head,
    dataset: smallDataset(),
  });
  using model = await openModel(folder, { workers: 1 });
  const waveform = noise(5 * 16_000);
  const answer = await askMlflow(python, folder, waveform);
  const { probabilities, frameProbabilities, frames } = await model.run({ waveform });
  assert.equal(frames, 10);
  assert.ok(Math.max(...probabilities) < 0.999);
  for (const { probabilities: clip, frame_probabilities: rows } of [answer.pyfunc, answer.onnx]) {
    assert.ok(largestDifference(probabilities, clip) < 1e-4);
    assert.ok(largestDifference(frameProbabilities, rows) < 1e-4);
  }
  assert.deepEqual(answer.example, { probabilities: [3], frame_probabilities: [1, 3] });
  assert.match(answer.inputs, /Tensor\('float32', \(-1,\)\)/);
  assert.deepEqual(answer.outputs, ["probabilities", "frame_probabilities"]);
}

definePeerTest(
  "MLflow in Python loads a package and gives the same numbers as openModel()",
  [],
  async (python) => await compareWithMlflow(python, await openBackbone("logmel")),
);

definePeerTest(
  "MLflow in Python loads a package on YAMNet and gives the same numbers as openModel()",
  ["lite-model_yamnet_classification_tflite_1.tflite"],
  async (python, [tflite = ""]) =>
    await compareWithMlflow(python, await openBackbone("yamnet", { tflite })),
);
