/** One labelled clip of a dataset. */
export interface Sample {
  /** Unique in its dataset, stable across machines. */
  id: string;
  /** As in the manifest: relative to the manifest's folder or to DATA_BASE_DIR. */
  filepath: string;
  /** Where it lies on this machine. */
  path: string;
  /** One for multi-class data; any number for multi-label data, none included. */
  labels: readonly string[];
  durationSeconds: number;
  /** Clips of one recording share this name, and never stand on two sides of a split. */
  recording: string;
  /** Cross-validation fold, where the dataset has folds. */
  fold?: number | undefined;
  /** "train", "validation", "test" or another name, where the dataset has a fixed split. */
  split?: string | undefined;
  /** SPDX identifier of the licence that the audio is under, where it is known. */
  licence?: string | undefined;
  /** Whom the licence asks to name. */
  attribution?: string | undefined;
  /** The loudest sample of its source, where that is known; 0 for digital silence. */
  peak?: number | undefined;
  /** SHA-256 over the decoded source samples: names the audio wherever it lies. */
  sourceSha256: string;
  /** SHA-256 of the file: tells copies of that audio apart, such as one that was resampled. */
  sha256: string;
}

/** A dataset: clips and their labels, read from a manifest or a plain folder. */
export interface Dataset {
  name: string;
  /** In the manifest's order. */
  samples: readonly Sample[];
  /** All classes, sorted. */
  labels: readonly string[];
  /** SHA-256 over source hashes, labels and standardizing settings; never over paths or times. */
  dataHash: string;
  /** Path or URI that it was opened from. */
  source?: string | undefined;
}
