import type { Example } from "./example.ts";
import type { Activation } from "./head.ts";

/** How much a clip counts for each class: `present` where it has the label, `absent` where it has not. */
export interface ClassWeights {
  present: Float64Array;
  absent: Float64Array;
}

/** Every clip counts once for every class. */
export function uniformWeights(classes: number): ClassWeights {
  return { present: new Float64Array(classes).fill(1), absent: new Float64Array(classes).fill(1) };
}

/**
 * Each class counts as much as any other, as scikit-learn's `class_weight="balanced"` has it: a clip of a
 * class with n of N clips weighs N / (classes · n). With sigmoids, the clips that have a label count as
 * much as those that have not.
 */
export function balancedWeights(
  examples: readonly Example[],
  classes: number,
  activation: Activation,
): ClassWeights {
  const counts = new Float64Array(classes);
  for (const { targets } of examples) {
    targets.forEach((target, k) => counts[k] = (counts[k] ?? 0) + target);
  }
  const groups = activation === "softmax" ? counts.filter((count) => count > 0).length : 2;
  const weight = (count: number) => count > 0 ? examples.length / (groups * count) : 0;
  return {
    present: counts.map(weight),
    absent: counts.map((count) => weight(examples.length - count)),
  };
}
