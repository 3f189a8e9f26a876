import { AudioFormatError } from "./audio_format_error.ts";
import { type AudioExtent, type AudioLimits, checkAudioLimits } from "./audio_limits.ts";
import { SAMPLE_RATE_HZ } from "./frames.ts";

/** Samples of all channels together that a file may decode to, and that it may have at 16 kHz: 1 GiB as floats. */
const MAX_SAMPLES = 2 ** 28;

/**
 * Checks that a recording has room in memory, before or while it is decoded: a small file can say that it is
 * long, or be it. At 44.1 kHz and mono that is 1.7 hours, at 16 kHz 4.7.
 *
 * @throws {AudioFormatError} if it is larger.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export function checkDecodedSize(extent: AudioExtent, limits?: AudioLimits): void {
  const { sampleRateHz, channels, samples } = extent;
  const hours = (samples / sampleRateHz / 3_600).toFixed(1);
  const resampled = samples / sampleRateHz * SAMPLE_RATE_HZ;
  if (Math.max(samples * channels, resampled) > MAX_SAMPLES) {
    throw new AudioFormatError(
      `Cannot decode ${hours} hours of audio (${channels} x ${samples} samples): wanted at most ` +
        `${MAX_SAMPLES} samples, also at 16 kHz. Cut it into parts, for example with ` +
        "`ffmpeg -i FILE -f segment -segment_time 600 part%03d.wav`",
    );
  }
  if (limits) checkAudioLimits(extent, limits);
}
