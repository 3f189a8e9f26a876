import { ClipRunner } from "../audio/clip_runner.ts";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { whiteNoise } from "../audio/white_noise.ts";
import { relativeDistance } from "../backbone/int8_error.ts";
import type { Activation } from "../training/head.ts";

/** Stands for all that float32 cannot tell from 0, which has no logarithm. */
const SMALLEST = 1e-30;

/**
 * How far a packaged model in int8 is off on this processor: the relative distance of its logits on two
 * seconds of white noise from those of the same graph in float arithmetic, see `int8Error()`.
 */
export async function packagedInt8Error(
  model: Uint8Array<ArrayBuffer>,
  activation: Activation,
): Promise<number> {
  const logits = async (inFloat: boolean) => {
    const options = { workers: 1, outputs: ["frame_probabilities"], inFloat };
    using runner = await ClipRunner.open(model, options);
    const { outputs } = await runner.run({ waveform: whiteNoise(2 * SAMPLE_RATE_HZ) });
    return toLogits(outputs.frame_probabilities?.values ?? new Float32Array(), activation);
  };
  return relativeDistance(await logits(false), await logits(true));
}

/** What the activation was put on, but for what a softmax cannot tell: the logits' mean. */
function toLogits(probabilities: Float32Array, activation: Activation): Float32Array {
  const log = (probability: number) => Math.log(Math.max(probability, SMALLEST));
  return activation === "sigmoid"
    ? probabilities.map((probability) => log(probability) - log(1 - probability))
    : probabilities.map(log);
}
