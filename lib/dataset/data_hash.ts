import { sha256 } from "../storage/sha256.ts";
import { nameStandardAudio, STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";

/**
 * Names what a model was trained on: SHA-256 over each clip's source hash and labels, and the settings
 * that the audio is standardized with.
 *
 * Paths, times and the order of clips or of a clip's labels play no part, so the same audio and labels
 * give the same hash on every machine, in any number of shards. A clip that is there twice counts twice.
 *
 * @returns 64 lower-case hex digits.
 */
export function dataHash(
  samples: Iterable<{ sourceSha256: string; labels: readonly string[] }>,
  standardAudio: StandardAudio = STANDARD_AUDIO,
): string {
  const lines = Array.from(
    samples,
    ({ sourceSha256, labels }) => JSON.stringify([sourceSha256, [...new Set(labels)].sort()]),
  );
  return sha256([nameStandardAudio(standardAudio), ...lines.sort()].join("\n"));
}
