/** A part of a recording, in seconds from its start. */
export interface Segment {
  startSeconds: number;
  endSeconds: number;
}

/** One labelled clip in a source. */
export interface SourceEntry {
  /** Unique in its source, the same on every machine. */
  id: string;
  /** Its name in the source, for errors and the manifest. */
  originalFile: string;
  /** Where it lies, in full and without any secret, where it has an address; for the manifest. */
  uri?: string | undefined;
  /** None where nothing is known to be heard in it. */
  labels: readonly string[];
  /** Clips of one recording share this name. */
  recording: string;
  fold?: number | undefined;
  split?: string | undefined;
  licence?: string | undefined;
  attribution?: string | undefined;
  /** The part of the recording that is the clip; the whole of it by default. */
  segment?: Segment | undefined;
  /** Of the original's decoded samples, where this is a copy that was converted since. */
  sourceSha256?: string | undefined;
  /** Size of the file where it is known: what is read at the same time is bounded by it. */
  bytes?: number | undefined;
  /**
   * Changes when the audio does, as far as can be told without reading it: a checksum, an ETag, size and
   * time. What is stored of an entry is kept only while this is the same.
   */
  version: string;
  /**
   * Reads the audio file.
   *
   * @throws {Error} if it is not there, larger than allowed, or no longer of this `version`.
   */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Where clips come from: an archive, a folder, a bucket, a table, a generator. */
export interface DatasetSource {
  /** Named in the manifest. */
  name: string;
  /** Lists the clips without reading their audio, in an order that is always the same. */
  entries(): Promise<SourceEntry[]>;
}
