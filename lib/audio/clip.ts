/** A clip in any of the forms that it comes in. */
export type Clip =
  /** An audio file on disk. */
  | { path: string }
  /** The bytes of an audio file. */
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

/** When a worker was at what, in milliseconds since 1970. */
export interface ClipTiming {
  startedMs: number;
  /** The waveform is there: decoded, mixed down, resampled. */
  decodedMs: number;
  endedMs: number;
}

/** What a model gave for a clip. */
export interface ClipResult {
  info: ClipInfo;
  timing: ClipTiming;
  outputs: Record<string, OutputTensor>;
}
