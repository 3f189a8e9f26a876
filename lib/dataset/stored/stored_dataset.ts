import { basename, dirname } from "node:path";
import { localPath, schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { splitUri } from "../../storage/split_uri.ts";
import type { Store } from "../../storage/store.ts";
import type { ClipFacts } from "../checks/clip_facts.ts";
import { dataHash } from "../data_hash.ts";
import { type Manifest, type ManifestSample, sampleLabels } from "../manifest/manifest.ts";
import { STANDARD_AUDIO, type StandardAudio } from "../standard_audio.ts";
import { MANIFEST_FILES } from "../manifest/manifest_files.ts";
import { readStoredManifest } from "./read_stored_manifest.ts";

/** A clip of a standard dataset, as its manifest describes it. */
export interface StoredClip extends ClipFacts {
  /** In the dataset's folder. */
  filepath: string;
  licence?: string | undefined;
  /** Of the file. */
  sha256: string;
}

/** A standard dataset as its manifest describes it: none of its audio has been read. */
export interface StoredDataset {
  /** Its folder, on this machine or in S3. */
  store: Store;
  manifest: Manifest;
  name: string;
  /** In the manifest's order. */
  clips: StoredClip[];
  standardAudio: StandardAudio;
  /** Of these clips, whatever the manifest says. */
  dataHash: string;
}

/**
 * Reads the manifest of a standard dataset: its folder, or one of its manifests by name (`.json`, `.csv`,
 * `.parquet`), by its path or its `file:` or `s3://` URI.
 *
 * @throws {Error} if there is none, or it is of another kind: without ids, hashes or durations.
 */
export async function readStoredDataset(uri: string): Promise<StoredDataset> {
  const { root, name } = await locate(uri);
  const store = await openStore(root);
  const manifest = await readStoredManifest(store, name);
  const clips = manifest.samples.map((sample) => toClip(sample, store.name));
  requireDifferent(clips, store.name);
  const standardAudio = manifest.dataset_info.standard_audio ?? STANDARD_AUDIO;
  return {
    store,
    manifest,
    name: manifest.dataset_info.name ?? basename(root),
    clips,
    standardAudio,
    dataHash: dataHash(clips, standardAudio),
  };
}

async function locate(uri: string): Promise<{ root: string; name: string }> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") {
    const path = localPath(uri);
    const info = await Deno.stat(path).catch(() => undefined);
    if (!info) throw new Error(`Cannot read the dataset ${uri}: there is no such file or folder`);
    return info.isFile
      ? { root: dirname(path), name: basename(path) }
      : { root: path, name: MANIFEST_FILES.json };
  }
  const { folder, name } = splitUri(uri);
  return name !== undefined && /\.(json|csv|parquet)$/i.test(name)
    ? { root: folder, name }
    : { root: uri, name: MANIFEST_FILES.json };
}

function toClip(sample: ManifestSample, dataset: string): StoredClip {
  const { id, filepath, fold, split, licence, peak, rms, clipped } = sample;
  const { duration, sourceSha256, sha256 } = sample;
  if (
    id === undefined || duration === undefined || sourceSha256 === undefined ||
    sha256 === undefined
  ) {
    throw new Error(
      `Cannot read ${dataset} as a standard dataset: ${filepath} has not all of id, duration, sourceSha256 and sha256. Make one of it with deno task dataset`,
    );
  }
  const recording = sample.recording ?? id;
  const labels = sampleLabels(sample);
  const levels = { peak, rms, clipped };
  const hashes = { sourceSha256, sha256 };
  return {
    id,
    filepath,
    labels,
    recording,
    fold,
    split,
    licence,
    durationSeconds: duration,
    ...levels,
    ...hashes,
  };
}

function requireDifferent(clips: readonly StoredClip[], dataset: string): void {
  const ids = new Set<string>();
  for (const { id } of clips) {
    if (ids.has(id)) throw new Error(`Cannot read ${dataset}: two samples have the id "${id}"`);
    ids.add(id);
  }
}
