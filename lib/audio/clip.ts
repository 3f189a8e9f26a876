/** A clip in any of the forms that it comes in. */
export type Clip =
  /** A WAV file on disk. */
  | { path: string }
  /** The bytes of a WAV file. */
  | { bytes: Uint8Array<ArrayBuffer> }
  /** Mono samples at 16 kHz in [-1, 1]. */
  | { waveform: Float32Array<ArrayBuffer> };

/** What is known of a clip once it is decoded. */
export interface ClipInfo {
  durationSeconds: number;
  /** Of the source, before resampling. */
  sampleRateHz: number;
  /** Of the source, before mixing down. */
  channels: number;
}

/** An output of the model: values in row-major order, and their shape. */
export interface OutputTensor {
  values: Float32Array;
  shape: number[];
}

/** What a model gave for a clip. */
export interface ClipResult {
  info: ClipInfo;
  outputs: Record<string, OutputTensor>;
}
