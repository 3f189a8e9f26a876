import type { Store } from "../../storage/store.ts";
import type { DatasetInfo, ManifestSample } from "../manifest/manifest.ts";

/** The file of a clip, as far as it is known before it is opened. */
export type ClipFile = FoundFile | MissingFile;

export interface FoundFile {
  store: Store;
  /** In the store. */
  path: string;
  bytes: number | undefined;
  version: string;
}

/** There is none, or none that may be read. */
export interface MissingFile {
  problem: string;
}

/** A clip as a list or its own path describes it, and its file. */
export interface ListedClip {
  sample: ManifestSample;
  file: ClipFile;
  /** In the list, for errors: "line 3". */
  place?: string | undefined;
}

/** What a manifest or a folder holds. */
export interface ClipList {
  name: string;
  info: DatasetInfo;
  /** The manifest, for errors; `undefined` where there is none. */
  manifest?: string | undefined;
  clips: ListedClip[];
}
