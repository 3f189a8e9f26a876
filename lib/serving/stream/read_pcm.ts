import { checkSamples } from "../../audio/check_samples.ts";
import { Problem } from "../problems/problem.ts";
import type { Format } from "./stream_start.ts";

/**
 * Samples of a message.
 *
 * @throws {Problem} 400 if they are not whole; 422 if they are no audio.
 */
export function readPcm(bytes: ArrayBuffer, format: Format): Float32Array<ArrayBuffer> {
  const size = format === "s16le" ? 2 : 4;
  if (bytes.byteLength % size !== 0) {
    throw new Problem(
      400,
      `Wanted whole samples of ${size} bytes in a message of ${format}; got ${bytes.byteLength} bytes`,
    );
  }
  if (format === "s16le") return Float32Array.from(new Int16Array(bytes), (value) => value / 32768);
  const samples = new Float32Array(bytes);
  try {
    checkSamples(samples);
  } catch (cause) {
    throw cause instanceof Error ? new Problem(422, cause.message) : cause;
  }
  return samples;
}
