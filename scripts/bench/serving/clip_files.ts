import { join } from "node:path";
import { encodeWav16 } from "../../../lib/audio/encode_wav16.ts";
import { SAMPLE_RATE_HZ } from "../../../lib/audio/frames.ts";

/** Length of the clip that all are sent. */
export const CLIP_SECONDS = 5;

/** The clip in the forms that servers take. */
export interface ClipFiles {
  /** A WAV file, mono PCM16. */
  clip: string;
  /** At 16 kHz as clients of MLflow send it: `{"inputs": [0.1, …]}`. */
  inputs: string;
}

/** Writes the clip to a folder. */
export async function writeClipFiles(folder: string, sampleRateHz: number): Promise<ClipFiles> {
  const files = { clip: join(folder, "clip.wav"), inputs: join(folder, "inputs.json") };
  await Deno.writeFile(files.clip, encodeWav16(chord(sampleRateHz), sampleRateHz));
  await Deno.writeTextFile(files.inputs, JSON.stringify({ inputs: [...chord(SAMPLE_RATE_HZ)] }));
  return files;
}

/** Of them, some stand in each band of a mel spectrogram: silent bands would show what each rounds off. */
const TONES = 100;

/** A sound that any rate can hold, so that all servers hear the same. A model takes as long for any. */
function chord(sampleRateHz: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(CLIP_SECONDS * sampleRateHz);
  for (let tone = 0; tone < TONES; tone++) {
    const step = 2 * Math.PI * 100 * 70 ** (tone / TONES) / sampleRateHz; // 100 to 7,000 Hz
    for (let i = 0; i < samples.length; i++) {
      samples[i] = (samples[i] ?? 0) + Math.sin(step * i + tone ** 2) / TONES;
    }
  }
  return samples;
}
