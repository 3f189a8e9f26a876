import { brokenFile } from "./audio_format_error.ts";

/** Rates that a recording can have. The lower bound also bounds what resampling can make of a small file. */
const SAMPLE_RATES_HZ = { min: 1_000, max: 768_000 };

/**
 * @param format For errors, such as "WAV".
 * @throws {AudioFormatError} if no recording has such a rate.
 */
export function checkSampleRate(sampleRateHz: number, format: string): void {
  const { min, max } = SAMPLE_RATES_HZ;
  if (sampleRateHz >= min && sampleRateHz <= max) return;
  throw brokenFile(format, `its sample rate is ${sampleRateHz} Hz, wanted ${min} to ${max} Hz`);
}
