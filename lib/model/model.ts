import type { Clip, ClipInfo, ClipTiming } from "../audio/clip.ts";
import type { Backbone } from "../backbone/backbone.ts";
import type { Activation } from "../training/head.ts";

/** What stands in reports of the backbone that a model was built on. */
export type BackboneSummary = Pick<
  Backbone,
  "name" | "precision" | "digest" | "description" | "licence"
>;

/** What a model said about one clip. */
export interface ModelOutput {
  info: ClipInfo;
  timing: ClipTiming;
  /** A probability for each label: of the clip. */
  probabilities: Float32Array;
  /** F, at least 1. */
  frames: number;
  /** F × labels, row-major: each frame as if it were a clip of one frame. */
  frameProbabilities: Float32Array;
}

/** A classifier that can be run: a trained model, or a backbone with its own labels. */
export interface Model extends Disposable {
  /** The one it was opened under, else the registry's for what was opened from there, else its own. */
  readonly name: string;
  /** The registry's number for it; `undefined` for what was opened from a file. */
  readonly version: string | undefined;
  /** MLflow's id of it, "m-…", for what was opened from a registry or a run on a server. */
  readonly loggedModelId: string | undefined;
  /** SHA-256 of the ONNX file. */
  readonly digest: string;
  readonly labels: readonly string[];
  readonly activation: Activation;
  readonly backbone: BackboneSummary;
  /** Data hash of the training dataset; `undefined` for a backbone. */
  readonly dataHash: string | undefined;
  /** Source hashes of the clips that it was trained on; `undefined` where that is not known. */
  readonly trainedOn: ReadonlySet<string> | undefined;
  /** Its model card, as Markdown; `undefined` for what was opened from a bare ONNX file, and for a backbone. */
  readonly card: string | undefined;
  /** How many clips it works on at a time; 0 once its workers have ended. */
  readonly size: number;
  /** @throws {Error} that names the clip if it cannot be decoded. */
  run(clip: Clip): Promise<ModelOutput>;
}
