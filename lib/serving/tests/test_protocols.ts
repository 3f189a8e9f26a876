import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWavFloat } from "../../audio/encode_wav_float.ts";
import type { BackboneName } from "../../backbone/backbone_name.ts";
import { openBackbone } from "../../backbone/open_backbone.ts";
import { LABELS, smallDataset, smallHead } from "../../model/test_parts.ts";
import { writeModelPackage } from "../../model/write_model_package.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { PredictAnswer } from "../answers/predict_answer.ts";

/**
 * For tests: a model with real frames, by default made without assets.
 *
 * @param weight The largest of its head: small enough for no probability to be near 0 or 1.
 */
export async function framedPackage(
  { name = "logmel", weight = 0.01 }: { name?: BackboneName; weight?: number } = {},
): Promise<string> {
  const folder = join(await makeTempDir(), "model");
  const backbone = await openBackbone(name);
  const head = smallHead({ embeddingSize: backbone.embeddingSize });
  for (const { weights } of head.layers) weights.forEach((w, i) => weights[i] = w * weight);
  await writeModelPackage(folder, {
    name: "three sounds",
    backbone,
    head,
    dataset: smallDataset(),
  });
  return folder;
}

/** For tests: what /predict says about a waveform at 16 kHz or a file, in the order of the classes. */
export async function predictTensors(
  address: string,
  clip: Float32Array | Uint8Array<ArrayBuffer>,
): Promise<{ probabilities: number[]; frames: number[][] }> {
  const wav = clip instanceof Uint8Array ? clip : encodeWavFloat(clip, 16_000);
  const response = await fetch(`${address}/predict?frames=true`, {
    method: "POST",
    headers: { "content-type": "audio/wav" },
    body: wav,
  });
  const { clips: [answer] } = PredictAnswer.parse(await response.json());
  const scores = Object.fromEntries(answer?.top.map(({ label, score }) => [label, score]) ?? []);
  return {
    probabilities: LABELS.map((label) => scores[label] ?? NaN),
    frames: answer?.frames?.map(({ scores }) => LABELS.map((label) => scores[label] ?? NaN)) ?? [],
  };
}

/** For tests: posts JSON. */
export async function postJson(url: string, body: unknown): Promise<{
  status: number;
  body: unknown;
}> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** For tests: fails where two lists of numbers differ by more than 1e-4 somewhere. */
export function assertClose(actual: ArrayLike<number>, wanted: ArrayLike<number>): void {
  assert.equal(actual.length, wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const [a = NaN, b = NaN] = [actual[i], wanted[i]];
    assert.ok(Math.abs(a - b) <= 1e-4, `${a} instead of ${b} at ${i}`);
  }
}
