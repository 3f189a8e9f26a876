/** What a model said about one clip, beside what the clip is. */
export interface Prediction {
  /** The sample's id in its dataset. */
  id: string;
  /** The true labels: one for multi-class, any number for multi-label. */
  labels: readonly string[];
  /** A probability for each class, in the order of the model's labels. */
  probabilities: ArrayLike<number>;
  /** The dataset's fold, where it has folds. */
  fold?: number;
}
