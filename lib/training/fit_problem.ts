import type { ClassWeights } from "./class_weights.ts";
import type { Epoch } from "./epoch.ts";
import type { Example } from "./example.ts";
import type { Activation } from "./head.ts";
import type { HeadOptions } from "./head_options.ts";
import type { Network } from "./network.ts";
import type { Standardizer } from "./standardizer.ts";

/** All that a fit depends on: the same problem gives the same head, bit for bit, wherever it is solved. */
export interface FitProblem {
  labels: readonly string[];
  activation: Activation;
  options: HeadOptions;
  /** Tells fits of one seed apart: a fold's number. */
  stream: number;
  training: readonly Example[];
  /** Held out to tell when to stop. */
  validation?: readonly Example[] | undefined;
}

/** A problem made ready for a trainer. */
export interface PreparedProblem extends FitProblem {
  standardizer: Standardizer;
  weights: ClassWeights;
  onEpoch: (epoch: Epoch) => void;
}

/** What a trainer gives back. */
export interface FittedNetwork {
  network: Network;
  /** The epoch whose weights these are; 0 where there was nothing to learn. */
  bestEpoch: number;
}
