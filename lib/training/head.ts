/** How a clip's frame embeddings become one vector: the mean, the maximum, or both one after the other. */
export type Pooling = "mean" | "max" | "mean+max";

/** Which head: multinomial logistic regression, or a perceptron, by default that of the replaced system. */
export type HeadKind = "logistic" | "mlp";

/** Softmax where a clip has exactly one class, sigmoid where it has any number (multi-label, one against the rest). */
export type Activation = "softmax" | "sigmoid";

/** A dense layer: `y = x · weightsᵀ + bias`. */
export interface DenseLayer {
  inputs: number;
  outputs: number;
  /** `outputs` × `inputs`, row-major: one row of weights for each unit. */
  weights: Float32Array;
  /** `outputs` long. */
  bias: Float32Array;
  /** What follows; the last layer has "none", as the head's {@linkcode Head.activation} follows there. */
  activation: "relu" | "none";
}

/**
 * A trained classifier on pooled embeddings. Its forward pass is declared once, in `head_graph.ts`, as
 * ONNX nodes: `activation(layers(( pooled - mean ) * scale))`.
 */
export interface Head {
  kind: HeadKind;
  labels: readonly string[];
  activation: Activation;
  pooling: Pooling;
  /** Per-feature mean of the training features, subtracted first. Length: pooled size. */
  mean: Float32Array;
  /** Per-feature factor, applied next: 1 / standard deviation, see `fitStandardizer()`. Length: pooled size. */
  scale: Float32Array;
  layers: readonly DenseLayer[];
}
