import { join } from "node:path";
import { Minimatch } from "minimatch";
import pMap from "p-map";
import { AUDIO_FILE } from "../dataset/sources/audio_file.ts";
import { listClips, type ListOptions } from "../dataset/sources/list_clips.ts";
import { MANIFEST_FILE } from "../dataset/manifest/read_manifest.ts";
import { isHidden } from "../storage/is_hidden.ts";
import { schemeOf } from "../storage/local_path.ts";
import { openStore } from "../storage/open_store.ts";
import { redactUri } from "../storage/redact_uri.ts";
import { splitUri } from "../storage/split_uri.ts";
import type { StoredFile } from "../storage/store.ts";
import { splitGlob } from "./glob.ts";
import type { PredictionInput } from "./prediction_input.ts";
import { listedInput, storeInput } from "./store_input.ts";

/** A name that starts with # or ! is none of a comment or a negation. */
const AS_A_SHELL = { nocomment: true, nonegate: true };

/** Questions to a disk or a server under way at once: a shell makes many words of a glob. */
const LISTED_AT_ONCE = 16;

/**
 * What is to be predicted, by the words that a person gives:
 *
 * - a file, here, at `s3://` or `https://`;
 * - a folder, here or at `s3://`: the audio in it and below by name, without hidden files;
 * - a glob such as `yard/2024-*.wav`, here or at `s3://`;
 * - a manifest in JSON, CSV or Parquet, which need not have labels in its last two forms.
 *
 * @throws {Error} if a folder or glob has no audio, or a manifest cannot be read. A file that is not there
 * fails when it is loaded.
 */
export async function listInputs(
  words: readonly string[],
  options: ListOptions = {},
): Promise<PredictionInput[]> {
  const list = (word: string) => listWord(word, options);
  return (await pMap(words, list, { concurrency: LISTED_AT_ONCE })).flat();
}

async function listWord(word: string, options: ListOptions): Promise<PredictionInput[]> {
  if (MANIFEST_FILE.test(redactUri(word))) return await listManifest(word, options);
  const scheme = schemeOf(word);
  if (scheme === undefined) return await listLocal(word);
  const glob = scheme === "s3" ? splitGlob(word) : undefined;
  if (glob) return await listFolder(glob.folder, glob.pattern, word);
  if (scheme === "s3" && !AUDIO_FILE.test(word)) return await listFolder(word, undefined, word);
  return [await remoteFile(word)];
}

async function listManifest(uri: string, options: ListOptions): Promise<PredictionInput[]> {
  const { clips } = await listClips(uri, { ...options, mayLackLabels: true });
  return clips.map((clip) => listedInput(clip, redactUri(uri)));
}

async function listLocal(path: string): Promise<PredictionInput[]> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (info?.isDirectory) return await listFolder(path, undefined, path);
  const glob = info ? undefined : splitGlob(path);
  if (glob) return await listFolder(glob.folder, glob.pattern, path);
  const version = info ? `${info.size} ${info.mtime?.getTime()}` : "";
  return [{ name: path, version, load: () => Promise.resolve({ path }) }];
}

async function listFolder(
  folder: string,
  pattern: string | undefined,
  word: string,
): Promise<PredictionInput[]> {
  const store = await openStore(folder);
  const glob = pattern === undefined ? undefined : new Minimatch(pattern, AS_A_SHELL);
  const files: StoredFile[] = [];
  for await (const file of store.list()) {
    const isMeant = glob
      ? glob.match(file.path)
      : !isHidden(file.path) && AUDIO_FILE.test(file.path);
    if (isMeant) files.push(file);
  }
  if (files.length === 0) {
    const what = pattern === undefined ? "the folder holds no audio file" : "no file is called so";
    throw new Error(`Cannot predict ${word}: ${what}`);
  }
  files.sort((a, b) => a.path < b.path ? -1 : 1);
  const isLocal = schemeOf(folder) === undefined;
  return files.map((file) => isLocal ? localInput(folder, file) : storeInput(store, file));
}

/** Read by the worker that decodes it. */
function localInput(folder: string, { path, version }: StoredFile): PredictionInput {
  const name = join(folder, path);
  return { name, version, load: () => Promise.resolve({ path: name }) };
}

async function remoteFile(uri: string): Promise<PredictionInput> {
  const { folder, name } = splitUri(uri);
  if (name === undefined) {
    throw new Error(`Cannot predict ${redactUri(uri)}: it is no file's address`);
  }
  const store = await openStore(folder);
  const file = await store.stat(name);
  return storeInput(store, file ?? { path: name, bytes: undefined, version: "" });
}
