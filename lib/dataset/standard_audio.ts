import { SAMPLE_RATE_HZ } from "../audio/frames.ts";

/** How audio is stored in a standard dataset; part of the data hash. */
export const STANDARD_AUDIO = {
  sampleRateHz: SAMPLE_RATE_HZ,
  channels: 1,
  encoding: "PCM_16",
} as const;
