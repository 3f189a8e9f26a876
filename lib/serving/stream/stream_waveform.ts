import { FRAME_HOP, FRAME_LENGTH, frameCount } from "../../audio/frames.ts";

/** When there is too much, so many hops more than needed are dropped, so that it is moved rarely. */
const SPARE_HOPS = 20;

/** The waveform of a stream at 16 kHz: which frames are due, and its last part as a clip. */
export class StreamWaveform {
  readonly #maxSamples: number;
  readonly #onGrow: (bytes: number) => void;
  #samples = new Float32Array(0);
  /** Index of the first sample that is kept: where a frame starts. */
  #start = 0;
  #end = 0;
  #frames = 0;

  /**
   * @param maxSamples Of the clip.
   * @param onGrow Told before so many bytes more are taken; may refuse them.
   */
  constructor(maxSamples: number, onGrow: (bytes: number) => void) {
    this.#maxSamples = maxSamples;
    this.#onGrow = onGrow;
  }

  push(samples: Float32Array): void {
    this.#makeRoom(samples.length);
    this.#samples.set(samples, this.#end - this.#start);
    this.#end += samples.length;
  }

  /** The next frame whose samples are all there, in memory of its own; `undefined` where none is. */
  nextFrame(): { frame: number; samples: Float32Array<ArrayBuffer> } | undefined {
    const first = this.#frames * FRAME_HOP;
    if (this.#end - first < FRAME_LENGTH) return undefined;
    return { frame: this.#frames++, samples: this.#cut(first, first + FRAME_LENGTH) };
  }

  /** At the end: the last frame, where it is shorter than the others. */
  lastFrame(): { frame: number; samples: Float32Array<ArrayBuffer> } | undefined {
    if (this.#frames >= frameCount(this.#end)) return undefined;
    return { frame: this.#frames, samples: this.#cut(this.#frames * FRAME_HOP, this.#end) };
  }

  /** All of it, or as much of its end, from the start of a frame on, as a clip may hold. */
  clip(): { start: number; samples: Float32Array<ArrayBuffer> } {
    const tooMany = Math.max(0, this.#end - this.#maxSamples);
    const start = Math.ceil(tooMany / FRAME_HOP) * FRAME_HOP;
    return { start, samples: this.#cut(start, this.#end) };
  }

  #cut(start: number, end: number): Float32Array<ArrayBuffer> {
    return this.#samples.slice(start - this.#start, end - this.#start);
  }

  #makeRoom(added: number): void {
    const wanted = this.#end - this.#start + added;
    if (wanted <= this.#samples.length) return;
    this.#drop(wanted);
    const length = this.#end - this.#start + added;
    if (length <= this.#samples.length) return;
    const size = Math.max(length, Math.min(2 * length, this.#maxSamples + SPARE_HOPS * FRAME_HOP));
    this.#onGrow(4 * (size - this.#samples.length));
    const larger = new Float32Array(size);
    larger.set(this.#cut(this.#start, this.#end));
    this.#samples = larger;
  }

  /** Drops what is neither in the clip nor in a frame to come. */
  #drop(wanted: number): void {
    const surplus = Math.max(0, wanted - this.#maxSamples);
    const dropped = Math.min(
      Math.floor(surplus / FRAME_HOP) * FRAME_HOP,
      this.#frames * FRAME_HOP - this.#start,
    );
    if (dropped <= 0) return;
    this.#samples.copyWithin(0, dropped, this.#end - this.#start);
    this.#start += dropped;
  }
}
