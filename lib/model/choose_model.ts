import type { Precision } from "../backbone/backbone.ts";
import type { BackboneName } from "../backbone/backbone_name.ts";
import { openBackbone } from "../backbone/open_backbone.ts";
import { UsageError } from "../cli/exit.ts";
import { openBackboneModel } from "./backbone_model.ts";
import type { RegistryLookup } from "./locate_model.ts";
import type { Model } from "./model.ts";
import { openModel } from "./open_model.ts";

/** What the flags say of the model. */
export interface ChosenModel {
  model?: string | undefined;
  backbone?: BackboneName | undefined;
  /** Of the backbone; a trained model has its own. */
  precision: Precision;
  /** Looks up `models:` and `runs:` URIs: `modelRegistry()` of lib/tracking. */
  registry?: RegistryLookup | undefined;
}

/**
 * Opens what the flags --model and --backbone name: a trained model, or a backbone with its own labels.
 *
 * @throws {UsageError} unless exactly one of them is given.
 */
export async function chooseModel(
  { model, backbone, precision, registry }: ChosenModel,
): Promise<Model> {
  if (backbone && !model) {
    return await openBackboneModel(await openBackbone(backbone, { precision }));
  }
  if (model && !backbone) return await openModel(model, { registry });
  throw new UsageError(
    `Wanted --model or --backbone; got ${
      model ? "both (MODEL_URI counts as --model, BACKBONE as --backbone)" : "neither"
    }`,
  );
}
