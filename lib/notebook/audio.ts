import { encodeWav16 } from "../audio/encode_wav16.ts";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { escapeHtml } from "../plots/escape_html.ts";
import { display, type MediaBundle } from "./display.ts";

/** What is played, and under which name. */
export interface AudioOptions {
  /** 16,000 by default, as the kit's datasets have. */
  sampleRateHz?: number;
  title?: string;
}

/**
 * Shows a player under the running cell, with the sound inside as 16-bit WAV (32 kB a second at 16 kHz, a
 * third more as text); does nothing outside of a notebook.
 *
 * @param samples Mono, in [-1, 1]; what is louder is clipped.
 */
export async function audio(samples: Float32Array, options: AudioOptions = {}): Promise<void> {
  await display(audioBundle(samples, options));
}

/** A player in HTML, and the sound's name and length in words. */
export function audioBundle(
  samples: Float32Array,
  { sampleRateHz = SAMPLE_RATE_HZ, title = "audio" }: AudioOptions,
): MediaBundle {
  const seconds = (samples.length / sampleRateHz).toFixed(1);
  const address = `data:audio/wav;base64,${encodeWav16(samples, sampleRateHz).toBase64()}`;
  return {
    // JupyterLab shows no audio/wav, and takes the address out of a <source> where it does not trust the notebook.
    "text/html": `${escapeHtml(title)}<br><audio controls src="${address}"></audio>`,
    "text/plain": `${title}: ${seconds} s (run the cell to listen)`,
  };
}
