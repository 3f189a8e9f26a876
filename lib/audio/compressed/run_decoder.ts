import { AudioFormatError, brokenFile } from "../audio_format_error.ts";
import { AudioLimitError } from "../audio_limits.ts";

/** What the decoders of wasm-audio-decoders give for a piece of a file. */
export interface DecodedPiece {
  channelData: Float32Array[];
  errors: { message: string }[];
}

/** Ends when the decoder ends that was started last in this thread. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a decoder in WebAssembly over a whole file, so that whatever it finds wrong ends it.
 *
 * These decoders print an error with `console.error` and then go on, leave out what they could not decode, or
 * even try the same again for ever. So the first thing that is printed stops them, and is not printed. A thread
 * has one `console`: decoders run one after the other.
 *
 * @param format For errors, such as "MP3".
 * @throws {AudioFormatError} if the decoder does not get through.
 */
export function runDecoder<Result>(
  format: string,
  decode: () => Promise<Result>,
): Promise<Result> {
  const run = last.then(() => stopAtErrors(format, decode));
  last = run.catch(() => {});
  return run;
}

async function stopAtErrors<Result>(
  format: string,
  decode: () => Promise<Result>,
): Promise<Result> {
  const { console } = globalThis; // taken from the decoders, not printed to
  const print = console.error;
  console.error = (...said: unknown[]) => {
    throw new Error(said.map(String).join(" "));
  };
  try {
    return await decode();
  } catch (cause) {
    if (cause instanceof AudioFormatError || cause instanceof AudioLimitError) throw cause;
    const said = (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, " ");
    throw brokenFile(format, `it is damaged; its decoder says: ${said.trim()}`);
  } finally {
    console.error = print;
  }
}

/** Decoders go over full scale, but what is 24 dB over it comes of damage. */
const MAX_SAMPLE = 16;

/**
 * The samples of a piece that was decoded without errors.
 *
 * @param gain What they are multiplied with.
 */
export function samplesOf({ channelData, errors }: DecodedPiece, gain = 1): Float32Array[] {
  const [error] = errors;
  if (error) throw new Error(error.message);
  for (const samples of channelData) {
    for (let i = 0; i < samples.length; i++) {
      const sample = (samples[i] ?? 0) * gain;
      if (!(Math.abs(sample) <= MAX_SAMPLE)) throw new Error(`a sample is ${sample}`);
      samples[i] = sample;
    }
  }
  return channelData;
}
