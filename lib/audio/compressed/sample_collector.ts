import type { AudioLimits } from "../audio_limits.ts";
import { checkDecodedSize } from "../decoded_size.ts";

/** Gathers what a decoder gives piece by piece. */
export class SampleCollector {
  readonly #sampleRateHz: number;
  readonly #limits: AudioLimits | undefined;
  readonly #pieces: Float32Array[][];
  #length = 0;

  constructor(sampleRateHz: number, channels: number, limits?: AudioLimits) {
    this.#sampleRateHz = sampleRateHz;
    this.#limits = limits;
    this.#pieces = Array.from({ length: channels }, () => []);
  }

  /** Samples of each channel so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Takes the next samples of each channel; further channels are left out.
   *
   * @throws {AudioFormatError} or {AudioLimitError} if it is too much by now, see `checkDecodedSize()`.
   */
  add(channels: readonly Float32Array[]): void {
    this.#length += channels[0]?.length ?? 0;
    const extent = { channels: this.#pieces.length, samples: this.#length };
    checkDecodedSize({ sampleRateHz: this.#sampleRateHz, ...extent }, this.#limits);
    this.#pieces.forEach((pieces, i) => pieces.push(channels[i] ?? new Float32Array()));
  }

  /** The samples from `start` to before `end` of each channel; nothing can be added any more. */
  join(start = 0, end: number = this.#length): Float32Array<ArrayBuffer>[] {
    return this.#pieces.map((pieces) => {
      const whole = new Float32Array(this.#length);
      let at = 0;
      for (const piece of pieces) {
        whole.set(piece, at);
        at += piece.length;
      }
      pieces.length = 0; // gives their memory back before the next channel is joined
      return whole.subarray(start, end);
    });
  }
}
