import { AudioFileError } from "../audio/bad_audio.ts";
import { decodeAudio } from "../audio/decode_audio.ts";
import { cutAudio } from "../audio/cut_audio.ts";
import { toWaveform } from "../audio/to_waveform.ts";
import { isOutage } from "../dataset/creation/is_outage.ts";
import { cutClips } from "../dataset/cut_clips.ts";
import type { ListedClip } from "../dataset/sources/clip_list.ts";
import { describeClip } from "../dataset/sources/describe_clip.ts";
import { fileEntry } from "../dataset/sources/listed_source.ts";
import type { SourceEntry } from "../dataset/sources/source.ts";
import { redactUri } from "../storage/redact_uri.ts";
import type { Store, StoredFile } from "../storage/store.ts";
import type { PredictionInput } from "./prediction_input.ts";

/** A file of a store, by the name that it has there. */
export function storeInput(store: Store, file: StoredFile): PredictionInput {
  const name = `${store.name}/${file.path}`;
  const entry = fileEntry({ store, ...file });
  return {
    name,
    version: entry.version,
    load: async () => ({ bytes: await readNamed(name, entry) }),
  };
}

/** A clip of a manifest, by the path that it has there; a part of a recording by its seconds too. */
export function listedInput(
  { sample, file, place }: ListedClip,
  manifest: string,
): PredictionInput {
  const { segment } = describeClip(sample);
  const path = redactUri(sample.filepath);
  if ("problem" in file) {
    const problem = `${manifest}, ${place}: ${file.problem}`;
    return { name: path, version: "", load: () => Promise.reject(new AudioFileError(problem)) };
  }
  const entry = fileEntry(file, sample.sha256);
  if (segment === undefined) {
    const load = async () => ({ bytes: await readNamed(path, entry) });
    return { name: path, version: entry.version, load };
  }
  return {
    name: `${path}@${segment.startSeconds}-${segment.endSeconds}`,
    version: entry.version,
    async load() {
      const audio = await decodeAudio(await readNamed(path, entry));
      const samples = audio.channels[0]?.length ?? 0;
      const cuts = cutClips(samples, audio.sampleRateHz, segment, {});
      const [{ start, end } = { start: 0, end: samples }] = cuts;
      return { waveform: toWaveform(cutAudio(audio, start, end)) };
    },
  };
}

/** @throws {AudioFileError} that names the file, unless its server does not answer. */
async function readNamed(
  name: string,
  { uri, read }: Pick<SourceEntry, "uri" | "read">,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await read();
  } catch (cause) {
    if (isOutage({ uri }, cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AudioFileError(`Cannot read ${name}: ${reason}`, { cause });
  }
}
