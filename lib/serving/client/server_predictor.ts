import { AudioFileError } from "../../audio/bad_audio.ts";
import type { Clip } from "../../audio/clip.ts";
import { encodeWavFloat } from "../../audio/encode_wav_float.ts";
import { SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import type { Predictor } from "../../prediction/predictor.ts";
import type { ServingClient } from "./client.ts";
import { RefusedError } from "./patient_fetch.ts";

/** What a server answers where it is the audio that it will not take. */
const OF_AUDIO: readonly number[] = [413, 415, 422];

/**
 * A server's model for files that lie here; the numbers are those of the model itself.
 *
 * @param concurrency Requests under way at a time.
 * @throws {Error} in time if the server is not to be reached.
 */
export async function serverPredictor(
  client: ServingClient,
  concurrency: number,
): Promise<Predictor> {
  const { labels, ...model } = await client.model().catch((cause) => {
    throw named(client, cause);
  });
  return {
    model,
    labels,
    concurrency,
    async predict(clip, file, wanted) {
      const audio = await audioOf(clip);
      const answer = await client.predict(audio, wanted).catch((cause) => {
        if (cause instanceof RefusedError && OF_AUDIO.includes(cause.status)) {
          throw new AudioFileError(`Cannot predict ${file}: ${cause.message}`, { cause });
        }
        throw named(client, cause);
      });
      if (answer.model.digest !== model.digest) {
        throw new Error(
          `${client.address} has got another model meanwhile (${answer.model.name}, ${answer.model.digest}). ` +
            "Run the same command once more: it predicts all files by that one",
        );
      }
      const { audio: { durationSeconds }, top, frames = [] } = answer;
      return { file, durationSeconds, top, frames };
    },
  };
}

async function audioOf(clip: Clip): Promise<Uint8Array<ArrayBuffer>> {
  if ("bytes" in clip) return clip.bytes;
  if ("waveform" in clip) return encodeWavFloat(clip.waveform, SAMPLE_RATE_HZ);
  return await Deno.readFile(clip.path).catch((cause) => {
    const reason = cause instanceof Deno.errors.NotFound ? "there is no such file" : cause.message;
    throw new AudioFileError(`Cannot read ${clip.path}: ${reason}`, { cause });
  });
}

function named({ address }: ServingClient, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Cannot ask ${address}: ${reason}${adviceOn(cause)}`, { cause });
}

function adviceOn(cause: unknown): string {
  if (!(cause instanceof RefusedError)) return "";
  if (cause.status === 401) return ". Set PREDICT_TOKEN to one of its tokens";
  return cause.status === 404 ? ". Is it a server of this kit?" : "";
}
