import { decodeAudio } from "../../audio/decode_audio.ts";
import { sourceHash } from "../../audio/source_hash.ts";
import { serveWorker } from "../../workers/serve_worker.ts";
import type { LocalClip } from "./local_clip.ts";
import { readClip } from "./read_clip.ts";

/** A file, and what its manifest says of it. */
export type CheckRequest = Pick<LocalClip, "path" | "sha256" | "sourceSha256" | "durationSeconds">;

/** What is known of a file once it was read. */
export interface CheckedClip {
  /** Of the file. */
  sha256: string;
  sourceSha256: string;
  durationSeconds: number;
}

serveWorker<null, CheckRequest, CheckedClip>(() =>
  Promise.resolve({ answer: async (clip) => ({ response: await check(clip) }) })
);

async function check(clip: CheckRequest): Promise<CheckedClip> {
  const { bytes, sha256 } = await readClip(clip);
  const { sourceSha256, durationSeconds } = clip;
  if (sourceSha256 !== undefined && durationSeconds !== undefined) {
    return { sha256, sourceSha256, durationSeconds };
  }
  const audio = await decodeAudio(bytes);
  return {
    sha256,
    sourceSha256: sourceSha256 ?? sourceHash(audio),
    durationSeconds: (audio.channels[0]?.length ?? 0) / audio.sampleRateHz,
  };
}
