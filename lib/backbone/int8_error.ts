import { ClipRunner } from "../audio/clip_runner.ts";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { whiteNoise } from "../audio/white_noise.ts";
import type { Backbone } from "./backbone.ts";

/**
 * Above it, the processor's 8-bit arithmetic is broken rather than coarse. {@linkcode int8Error} is 0.04
 * where it is exact (x64 with VNNI), and 0.9 where sums of two products saturate at 16 bits (x64 with
 * AVX2 only, see https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
 */
export const LARGEST_INT8_ERROR = 0.2;

/**
 * How far a backbone's int8 form is from its float32 form on this processor: the relative distance of
 * their embeddings of two seconds of white noise, which drives the network's sums as far as anything.
 */
export async function int8Error(int8: Backbone, float32: Backbone): Promise<number> {
  return relativeDistance(await embedNoise(int8), await embedNoise(float32));
}

/** How far values are from those that were wanted, by the length of these. */
export function relativeDistance(got: Float32Array, wanted: Float32Array): number {
  const difference = wanted.map((value, index) => value - (got[index] ?? 0));
  return Math.hypot(...difference) / Math.hypot(...wanted);
}

async function embedNoise(backbone: Backbone): Promise<Float32Array> {
  using runner = await ClipRunner.open(backbone.model, { workers: 1, outputs: ["embeddings"] });
  const { outputs } = await runner.run({ waveform: whiteNoise(2 * SAMPLE_RATE_HZ) });
  return outputs.embeddings?.values ?? new Float32Array();
}
