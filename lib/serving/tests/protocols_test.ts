import assert from "node:assert/strict";
import { z } from "zod";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import { LABELS } from "../../model/test_parts.ts";
import { defineAssetTest } from "../../storage/test_assets.ts";
import { ClipTensors } from "../answers/clip_tensors.ts";
import { InferenceAnswer } from "../answers/inference_answer.ts";
import { StreamAnswer } from "../stream/stream_answer.ts";
import { assertClose, framedPackage, postJson, predictTensors } from "./test_protocols.ts";
import { startTestServer } from "./test_server.ts";

const YAMNET = "lite-model_yamnet_classification_tflite_1.tflite";

/** Two seconds of a tone that becomes noise, so that no frame is like another. */
const pcm = encodeWav16(
  whiteNoise(32_000).map((sample, i) => i < 12_000 ? Math.sin(i / 5) / 2 : sample * i / 32_000),
  16_000,
).slice(44);
const waveform = Float32Array.from(new Int16Array(pcm.buffer), (sample) => sample / 32_768);

interface Tensors {
  probabilities: readonly number[];
  frames: readonly number[];
}

async function mlflow(address: string): Promise<Tensors> {
  const { body } = await postJson(`${address}/invocations`, { inputs: Array.from(waveform) });
  return flat(z.object({ predictions: ClipTensors }).parse(body).predictions);
}

async function kserveV1(address: string): Promise<Tensors> {
  const url = `${address}/v1/models/three%20sounds:predict`;
  const { body } = await postJson(url, { instances: [Array.from(waveform)] });
  return flat(z.object({ predictions: z.tuple([ClipTensors]) }).parse(body).predictions[0]);
}

async function inferenceV2(address: string): Promise<Tensors> {
  const input = { name: "waveform", datatype: "FP32", shape: [1, waveform.length] };
  const { body } = await postJson(`${address}/v2/models/three%20sounds/infer`, {
    inputs: [{ ...input, data: Array.from(waveform) }],
  });
  const [clip, frames] = InferenceAnswer.parse(body).outputs;
  return { probabilities: clip?.data ?? [], frames: frames?.data ?? [] };
}

async function stream(address: string): Promise<Tensors> {
  const url = `${address.replace("http", "ws")}/stream?rate=16000&format=s16le`;
  const socket = new WebSocket(url);
  const frames: number[] = [];
  let probabilities: number[] = [];
  socket.onmessage = ({ data }) => {
    const answer = StreamAnswer.parse(JSON.parse(data));
    if (answer.type === "frame") frames.push(...inOrder(answer.scores));
    if (answer.type === "end") {
      const scores = Object.fromEntries(answer.top.map(({ label, score }) => [label, score]));
      probabilities = inOrder(scores);
    }
  };
  await new Promise((resolve) => socket.onopen = resolve);
  for (let at = 0; at < pcm.length; at += 5_000) socket.send(pcm.subarray(at, at + 5_000));
  socket.send('{"type": "end"}');
  await new Promise((resolve) => socket.onclose = resolve);
  return { probabilities, frames };
}

function flat({ probabilities, frame_probabilities }: z.output<typeof ClipTensors>): Tensors {
  return { probabilities, frames: frame_probabilities.flat() };
}

const inOrder = (scores: Record<string, number>) => LABELS.map((label) => scores[label] ?? NaN);

defineAssetTest(
  "A clip gives the same numbers by every protocol, of a model on YAMNet",
  [YAMNET],
  async () => {
    await using server = await startTestServer({
      model: await framedPackage({ name: "yamnet", weight: 0.5 }),
    });
    const wanted = await predictTensors(server.address, waveform);

    assert.equal(wanted.frames.length, 4);
    for (const ask of [mlflow, kserveV1, inferenceV2, stream]) {
      const { probabilities, frames } = await ask(server.address);
      assertClose(probabilities, wanted.probabilities);
      assertClose(frames, wanted.frames.flat());
    }
  },
);
