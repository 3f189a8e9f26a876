/** A labelled file on this machine, as far as it is known before it is opened. */
export interface LocalClip {
  id: string;
  filepath: string;
  path: string;
  labels: readonly string[];
  recording: string;
  /** Its name in the source that it came from. */
  originalFile: string;
  fold?: number | undefined;
  split?: string | undefined;
  licence?: string | undefined;
  attribution?: string | undefined;
  durationSeconds?: number | undefined;
  /** Of the decoded source samples. */
  sourceSha256?: string | undefined;
  /** Of the file. */
  sha256?: string | undefined;
}

/** What a manifest or a folder holds. */
export interface LocalClips {
  name: string;
  clips: LocalClip[];
  /** As the manifest states it. */
  dataHash?: string | undefined;
}
