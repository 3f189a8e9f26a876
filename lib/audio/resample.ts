import { ConvResampler, convShape } from "./conv_resampler.ts";
import { resamplePolyphase } from "./polyphase_resampler.ts";
import { type RateRatio, rateRatio } from "./rate_ratio.ts";

/** A convolution with more weights than this (4 MiB) takes more memory and time to set up than it saves. */
const MAX_WEIGHTS = 1 << 20;

/** Ratios kept ready in a thread. Recordings have few rates; a server must not keep one for every odd rate it was sent. */
const MAX_CONVOLUTIONS = 8;

const convolutions = new Map<string, Promise<ConvResampler>>();

/**
 * Resamples mono audio with a windowed sinc that keeps all below 15/16 of the lower Nyquist frequency and
 * takes 90 dB off what lies above 17/16 of it: from 44.1 to 16 kHz, up to 7.5 kHz and from 8.5 kHz on.
 * Nothing is delayed; before and behind the samples is silence.
 *
 * Loads onnxruntime into the calling thread and blocks it meanwhile (about 1.5 ms for 5 s at 44.1 kHz):
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
  const { phases, kernel } = convShape(ratio);
  if (phases * kernel > MAX_WEIGHTS) return resamplePolyphase(samples, ratio);
  return await (await convolutionFor(ratio)).run(samples);
}

/** One session for each ratio, made at its first use; the oldest makes room. */
function convolutionFor(ratio: RateRatio): Promise<ConvResampler> {
  const key = `${ratio.from}:${ratio.to}`;
  const known = convolutions.get(key);
  if (known) return known;
  const [oldest] = convolutions.keys();
  if (oldest !== undefined && convolutions.size >= MAX_CONVOLUTIONS) convolutions.delete(oldest);
  const opened = ConvResampler.open(ratio);
  convolutions.set(key, opened);
  return opened;
}
