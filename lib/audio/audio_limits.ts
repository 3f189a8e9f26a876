/** What audio is taken from people that one does not know. */
export interface AudioLimits {
  maxDurationSeconds: number;
  minSampleRateHz: number;
  maxSampleRateHz: number;
  maxChannels: number;
}

/**
 * Of all channels together: 60 s of it are 46 MB as floats. Eight channels at 192 kHz would be eight times that,
 * from a FLAC file of some kilobytes.
 */
const MAX_SAMPLES_PER_SECOND = 192_000;

/** What a file says of itself before its samples are read. */
export interface AudioExtent {
  sampleRateHz: number;
  channels: number;
  /** Of each channel. */
  samples: number;
}

/** Audio that is more than is taken; the message says what is. */
export class AudioLimitError extends Error {
  override name = "AudioLimitError";
}

/**
 * @throws {AudioLimitError} at the first limit that the audio is beyond, or where it has more samples than the
 * longest clip has in mono at 192 kHz.
 */
export function checkAudioLimits(
  { sampleRateHz, channels, samples }: AudioExtent,
  { maxDurationSeconds, minSampleRateHz, maxSampleRateHz, maxChannels }: AudioLimits,
): void {
  if (sampleRateHz < minSampleRateHz || sampleRateHz > maxSampleRateHz) {
    throw new AudioLimitError(
      `Cannot take audio at ${sampleRateHz} Hz: wanted ${minSampleRateHz} to ${maxSampleRateHz} Hz. Resample it first`,
    );
  }
  if (channels > maxChannels) {
    throw new AudioLimitError(
      `Cannot take audio of ${channels} channels: wanted at most ${maxChannels}. Mix it down first`,
    );
  }
  const durationSeconds = samples / sampleRateHz;
  if (durationSeconds > maxDurationSeconds) {
    throw new AudioLimitError(
      `Cannot take ${
        durationSeconds.toFixed(2)
      } s of audio: wanted at most ${maxDurationSeconds} s. Cut it into parts`,
    );
  }
  const maxSamples = maxDurationSeconds * MAX_SAMPLES_PER_SECOND;
  if (samples * channels > maxSamples) {
    throw new AudioLimitError(
      `Cannot take ${channels} channels of ${samples} samples: wanted at most ${maxSamples} samples in all. ` +
        "Mix it down or resample it first",
    );
  }
}
