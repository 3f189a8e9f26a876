import { MatrixResampler } from "./matrix_resampler.ts";
import { resamplePolyphase } from "./polyphase_resampler.ts";
import { type RateRatio, rateRatio } from "./rate_ratio.ts";
import { stepShape } from "./resampling_model.ts";

/** Matrices with more weights than this (4 MiB) take more memory and time to set up than they save. */
const MAX_WEIGHTS = 1 << 20;

/** Ratios kept ready in a thread. Recordings have few rates; a server must not keep one for every odd rate it was sent. */
const MAX_RESAMPLERS = 8;

const resamplers = new Map<string, Promise<MatrixResampler>>();

/**
 * Resamples mono audio with a windowed sinc that keeps all below 15/16 of the lower Nyquist frequency and
 * takes 90 dB off what lies above 17/16 of it: from 44.1 to 16 kHz, up to 7.5 kHz and from 8.5 kHz on.
 * Nothing is delayed; before and behind the samples is silence.
 *
 * Loads onnxruntime into the calling thread and blocks it meanwhile (about 1 ms for 5 s at 44.1 kHz):
 * call it in workers.
 *
 * @returns ceil(samples · toHz / fromHz) new samples.
 * @throws {RangeError} if a rate is not a whole number above 0.
 */
export async function resample(
  samples: Float32Array,
  fromHz: number,
  toHz: number,
): Promise<Float32Array<ArrayBuffer>> {
  const ratio = rateRatio(fromHz, toHz);
  if (ratio.from === ratio.to || samples.length === 0) return new Float32Array(samples);
  const { phases, kernel } = stepShape(ratio);
  if (phases * kernel > MAX_WEIGHTS) return resamplePolyphase(samples, ratio);
  return await (await resamplerFor(ratio)).run(samples);
}

/** One session for each ratio, made at its first use; the oldest makes room. */
function resamplerFor(ratio: RateRatio): Promise<MatrixResampler> {
  const key = `${ratio.from}:${ratio.to}`;
  const known = resamplers.get(key);
  if (known) return known;
  const [oldest] = resamplers.keys();
  if (oldest !== undefined && resamplers.size >= MAX_RESAMPLERS) resamplers.delete(oldest);
  const opened = MatrixResampler.open(ratio);
  resamplers.set(key, opened);
  return opened;
}

/** Frees what {@linkcode resample} keeps ready in this thread: native memory, which ending a worker would leak. */
export async function releaseResamplers(): Promise<void> {
  const opened = [...resamplers.values()];
  resamplers.clear();
  for (const resampler of opened) await (await resampler).release();
}
