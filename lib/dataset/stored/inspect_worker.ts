import { decodeWav } from "../../audio/decode_wav.ts";
import { type Levels, measureLevels } from "../../audio/levels.ts";
import { sha256 } from "../../storage/sha256.ts";
import { serveWorker } from "../../workers/serve_worker.ts";
import type { StandardAudio } from "../standard_audio.ts";

/** A stored file, and what its manifest says of it. */
export interface InspectRequest {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
  durationSeconds: number;
  standardAudio: StandardAudio;
}

/** Resampling rounds up to a whole sample. */
const DURATION_TOLERANCE_SECONDS = 0.001;

serveWorker<null, InspectRequest, Levels>(() =>
  Promise.resolve({ answer: (request) => Promise.resolve({ response: inspect(request) }) })
);

/** @throws {Error} if the file is not what its manifest says. */
function inspect(
  { bytes, sha256: wanted, durationSeconds, standardAudio }: InspectRequest,
): Levels {
  const found = sha256(bytes);
  if (found !== wanted) throw new Error(`wanted the file with sha256 ${wanted}, got ${found}`);
  const { sampleRateHz, channels, encoding } = decodeWav(bytes);
  const kind = `${sampleRateHz} Hz, ${channels.length} channels, ${encoding}`;
  const { sampleRateHz: rateHz, channels: count, encoding: wantedEncoding } = standardAudio;
  const wantedKind = `${rateHz} Hz, ${count} channels, ${wantedEncoding}`;
  if (kind !== wantedKind) throw new Error(`wanted ${wantedKind}, got ${kind}`);
  const seconds = (channels[0]?.length ?? 0) / sampleRateHz;
  if (Math.abs(seconds - durationSeconds) > DURATION_TOLERANCE_SECONDS) {
    throw new Error(`wanted ${durationSeconds} s, got ${seconds} s`);
  }
  return measureLevels(channels, encoding);
}
