import { SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import type { Model } from "../../model/model.ts";

/**
 * Runs a clip on each of a model's workers, so that the first request does not wait for what a session sets
 * up in its first run, and sees that probabilities come out.
 *
 * @param seconds Length of the clip.
 * @throws {Error} if they do not.
 */
export async function warmUp(model: Model, seconds: number): Promise<void> {
  const clips = Array.from({ length: model.size }, () => model.run({ waveform: tone(seconds) }));
  for (const { probabilities, frameProbabilities } of await Promise.all(clips)) {
    const wrong = [...probabilities, ...frameProbabilities].find((value) =>
      !(value >= 0 && value <= 1 + 1e-5)
    );
    if (wrong !== undefined || probabilities.length !== model.labels.length) {
      throw new Error(
        `The model ${model.name} is broken: wanted ${model.labels.length} probabilities from 0 to 1, got ${
          wrong ?? probabilities.length
        }`,
      );
    }
  }
}

function tone(seconds: number): Float32Array<ArrayBuffer> {
  const samples = Math.max(1, Math.floor(seconds * SAMPLE_RATE_HZ));
  return Float32Array.from({ length: samples }, (_, i) => 0.1 * Math.sin(i / 10));
}
