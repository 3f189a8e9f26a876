import type { Epoch } from "./epoch.ts";
import type { FittedHead } from "./fit_head.ts";
import { fitInWorkers } from "./fit_in_workers.ts";
import type { GivenOptions } from "./head_options.ts";
import { fitProblem, prepareMaterial } from "./training_material.ts";
import type { TrainingSet } from "./training_set.ts";

/**
 * Trains a head on all samples, in a worker.
 *
 * The logistic head learns from every clip. The perceptron holds out some recordings to tell when to stop,
 * as in each fold of a cross-validation, so that what was measured there is what is made here.
 *
 * @param onEpoch Told each epoch while training runs.
 * @throws {RangeError} if an option is out of range or there is nothing to learn: one class only, a label
 * without clips.
 * @throws {TypeError} if an embedding holds NaN or infinity.
 *
 * @example
 * ```ts ignore
 * const set = await embedTrainingSet(dataset, backbone);
 * const { head } = await trainHead(set, { kind: "mlp", seed: 7 });
 * ```
 */
export async function trainHead(
  set: TrainingSet,
  given: GivenOptions = {},
  onEpoch?: (epoch: Epoch) => void,
): Promise<FittedHead> {
  const material = prepareMaterial(set, given);
  const problem = fitProblem(material, [...set.samples.keys()], 0);
  const [fitted] = await fitInWorkers([problem], { onEpoch: (_, epoch) => onEpoch?.(epoch) });
  if (!fitted) throw new Error("The worker gave no head");
  return fitted;
}
