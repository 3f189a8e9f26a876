/**
 * Counts clips by true class (row) and predicted class (column).
 *
 * @param truth Class indices below `classes`, as many as `predicted`.
 */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const matrix = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (let clip = 0; clip < truth.length; clip++) {
    const row = matrix[truth[clip] ?? -1];
    const column = predicted[clip] ?? -1;
    if (row?.[column] === undefined) {
      throw new RangeError(
        `Cannot count clip ${clip}: wanted two class indices below ${classes}, got ${
          truth[clip]
        } and ${predicted[clip]}`,
      );
    }
    row[column]++;
  }
  return matrix;
}
