/** What audio is taken from people that one does not know. */
export interface AudioLimits {
  maxDurationSeconds: number;
  minSampleRateHz: number;
  maxSampleRateHz: number;
  maxChannels: number;
}

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

/** @throws {AudioLimitError} at the first limit that the audio is beyond. */
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
}
