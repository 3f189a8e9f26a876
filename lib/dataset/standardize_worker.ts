import { encodeWav16 } from "../audio/encode_wav16.ts";
import { loadWaveform } from "../audio/load_waveform.ts";
import { releaseResamplers } from "../audio/resample.ts";
import { sourceHash } from "../audio/source_hash.ts";
import { sha256 } from "../storage/sha256.ts";
import { serveWorker } from "../workers/serve_worker.ts";
import { STANDARD_AUDIO } from "./standard_audio.ts";

/** A clip as a standard dataset stores it. */
export interface StandardClip {
  /** A WAV file, see {@linkcode STANDARD_AUDIO}. */
  wav: Uint8Array<ArrayBuffer>;
  /** Of `wav`. */
  sha256: string;
  sourceSha256: string;
  durationSeconds: number;
}

serveWorker<null, { bytes: Uint8Array<ArrayBuffer> }, StandardClip>(() =>
  Promise.resolve({
    async answer({ bytes }) {
      const { waveform, info: { durationSeconds }, source } = await loadWaveform({ bytes });
      const wav = encodeWav16(waveform, STANDARD_AUDIO.sampleRateHz);
      const response = {
        wav,
        sha256: sha256(wav),
        sourceSha256: sourceHash(source),
        durationSeconds,
      };
      return { response, transfer: [wav.buffer] };
    },
    close: releaseResamplers,
  })
);
