import { z } from "zod";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";

/** A clip that is asked to be longer than this, an hour, is a mistake in the unit. */
const MAX_DURATION_SECONDS = 3_600;

/** Shorter ones would be shorter than what any model hears in one frame of its spectrogram. */
const MIN_DURATION_SECONDS = 0.025;

/** How audio is stored in a standard dataset: `dataset_info.standard_audio` of its manifest. */
export const StandardAudio = z.object({
  sampleRateHz: z.literal(SAMPLE_RATE_HZ),
  channels: z.literal(1),
  /** 16-bit steps, or 32-bit floats, which also keep what goes over full scale. */
  encoding: z.enum(["PCM_16", "FLOAT"]),
  /** All clips are made this long; shorter ones are padded with zeros at their end. */
  durationSeconds: z.number().min(MIN_DURATION_SECONDS).max(MAX_DURATION_SECONDS).optional(),
  /** Longer ones keep their start only, or become several clips, one after the other. */
  longerClips: z.enum(["trim", "window"]).optional(),
  /** To a peak of -1 dBFS, or to an integrated loudness of -23 LUFS (ITU-R BS.1770-4) below that peak. */
  normalisation: z.enum(["peak", "loudness"]).optional(),
}).refine((audio) => (audio.durationSeconds === undefined) === (audio.longerClips === undefined), {
  path: ["longerClips"],
  message: "wanted together with durationSeconds",
});

export type StandardAudio = z.output<typeof StandardAudio>;

/** Clips as long as they are and as loud as they are, in 16-bit PCM. */
export const STANDARD_AUDIO = {
  sampleRateHz: SAMPLE_RATE_HZ,
  channels: 1,
  encoding: "PCM_16",
} as const satisfies StandardAudio;

/** The settings in one form, whatever the order that their fields were given in; part of the data hash. */
export function nameStandardAudio(audio: StandardAudio): string {
  const { sampleRateHz, channels, encoding, durationSeconds, longerClips, normalisation } = audio;
  return JSON.stringify({
    sampleRateHz,
    channels,
    encoding,
    durationSeconds,
    longerClips,
    normalisation,
  });
}

/** The settings as people read them: `16 kHz mono, 16-bit, cut into windows of 3 s`. */
export function describeStandardAudio(audio: StandardAudio): string {
  const { sampleRateHz, encoding, durationSeconds, longerClips, normalisation } = audio;
  const kind = encoding === STANDARD_AUDIO.encoding ? "16-bit" : "32-bit float";
  const lengths = longerClips === "window" ? "cut into windows of" : "trimmed or padded to";
  return [
    `${sampleRateHz / 1000} kHz mono, ${kind}`,
    ...durationSeconds === undefined ? [] : [`${lengths} ${durationSeconds} s`],
    ...normalisation === undefined ? [] : [`normalised by ${normalisation}`],
  ].join(", ");
}
