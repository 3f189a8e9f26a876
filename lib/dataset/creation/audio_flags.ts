import { z } from "zod";
import { UsageError } from "../../cli/exit.ts";
import { numberFrom } from "../../cli/flags.ts";
import { flag } from "../../cli/parse_command.ts";
import { STANDARD_AUDIO, StandardAudio } from "../standard_audio.ts";

/** How the audio of a dataset is stored. */
export const audioFlags = {
  duration: flag(
    numberFrom(
      "wanted seconds from 0.025 to 3600",
      (seconds) => StandardAudio.shape.durationSeconds.safeParse(seconds).success,
    ).optional(),
    {
      value: "SECONDS",
      description:
        "Make all clips this long: shorter ones are padded with zeros, longer ones trimmed",
      env: ["DATASET_DURATION"],
    },
  ),
  windows: flag(z.boolean("wanted true or false").default(false), {
    description:
      "Cut longer clips into several of --duration, instead of trimming them; half of one and more that is left becomes another, padded",
    env: ["DATASET_WINDOWS"],
  }),
  float: flag(z.boolean("wanted true or false").default(false), {
    description: "Store 32-bit floats, which keep what goes over full scale, instead of PCM16",
    env: ["DATASET_FLOAT"],
  }),
  normalise: flag(
    z.enum(["peak", "loudness"], "wanted peak or loudness").optional(),
    {
      value: "HOW",
      description:
        "peak: make each clip as loud as goes, -1 dBFS; loudness: -23 LUFS below that peak",
      env: ["DATASET_NORMALISE"],
    },
  ),
} as const;

/** What was said; what was not is as by default. */
interface AudioChoice {
  duration?: number | undefined;
  windows?: boolean | undefined;
  float?: boolean | undefined;
  normalise?: StandardAudio["normalisation"];
}

/**
 * The standard audio that is meant.
 *
 * @throws {UsageError} if the flags do not go together.
 */
export function chooseStandardAudio(
  { duration, windows, float, normalise }: AudioChoice,
): StandardAudio {
  if (windows && duration === undefined) {
    throw new UsageError("--windows wants their length: --duration SECONDS");
  }
  return {
    ...STANDARD_AUDIO,
    encoding: float ? "FLOAT" : "PCM_16",
    ...(duration !== undefined && {
      durationSeconds: duration,
      longerClips: windows ? "window" : "trim",
    }),
    ...(normalise && { normalisation: normalise }),
  };
}
