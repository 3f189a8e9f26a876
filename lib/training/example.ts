/** A clip in the form that training takes. */
export interface Example {
  /** Its pooled embedding. */
  features: Float32Array;
  /** For each class 1 where the clip has the label, else 0. */
  targets: Uint8Array;
}
