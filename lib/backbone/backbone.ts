/** Arithmetic inside the graph. */
export type Precision = "int8" | "float32";

/**
 * A feature extractor as an ONNX file: `waveform` f32[N] at 16 kHz mono in [-1, 1] → `embeddings`
 * f32[F, D], `log_mel` f32[T, 64] and, where it has labels of its own, `scores` f32[F, L].
 */
export interface Backbone {
  /** "yamnet", "logmel", or what an ONNX file calls itself. */
  name: string;
  precision: Precision;
  /** The ONNX file. */
  model: Uint8Array<ArrayBuffer>;
  /** SHA-256 of {@linkcode model}. */
  digest: string;
  /** D: 1024 for YAMNet. */
  embeddingSize: number;
  /** Names of the columns of `scores`; empty where it has none. */
  labels: readonly string[];
  /** One sentence for reports and model cards: what this is and where it comes from. */
  description: string;
  /** SPDX name of the weights' licence. */
  licence: string;
}

/** A clip's frames as the backbone sees them. */
export interface ClipEmbedding {
  /** F, at least 1. */
  frames: number;
  /** F × D, row-major. */
  embeddings: Float32Array;
  /** F × L, row-major; empty where the backbone has no labels of its own. */
  scores: Float32Array;
  durationSeconds: number;
}
