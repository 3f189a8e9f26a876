/** One labelled clip in a source. */
export interface SourceEntry {
  /** Unique in its source, the same on every machine. */
  id: string;
  /** Its name in the source, for errors and the manifest. */
  originalFile: string;
  labels: readonly string[];
  /** Clips of one recording share this name. */
  recording: string;
  fold?: number | undefined;
  split?: string | undefined;
  licence?: string | undefined;
  attribution?: string | undefined;
  /** Of the original's decoded samples, where this is a copy that was converted since. */
  sourceSha256?: string | undefined;
  /**
   * Changes when the audio does, as far as can be told without reading it: a checksum, an ETag, size and
   * time. Work that was interrupted goes on only while these are the same.
   */
  version: string;
  /** Reads the WAV file. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Where clips come from: an archive, a folder, a generator; later a bucket or a table. */
export interface DatasetSource {
  /** Named in the manifest. */
  name: string;
  /** Lists the clips without reading their audio, in an order that is always the same. */
  entries(): Promise<SourceEntry[]>;
}
