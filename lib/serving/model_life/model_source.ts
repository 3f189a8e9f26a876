import { locateModel } from "../../model/locate_model.ts";
import type { Model } from "../../model/model.ts";
import { openModel, type OpenModelOptions } from "../../model/open_model.ts";
import { warmUp } from "./warm_up.ts";

/** Where a model comes from, and how it is opened. */
export interface ModelSource extends OpenModelOptions {
  /** As `openModel()` takes it. */
  uri: string;
}

const WARM_UP_SECONDS = 5;

/**
 * Opens a model and warms it up.
 *
 * @throws {Error} if it cannot be opened, or is broken.
 */
export async function openWarm({ uri, ...options }: ModelSource): Promise<Model> {
  const model = await openModel(uri, options);
  try {
    await warmUp(model, Math.min(WARM_UP_SECONDS, options.limits?.maxDurationSeconds ?? Infinity));
    return model;
  } catch (cause) {
    model[Symbol.dispose]();
    throw cause;
  }
}

/**
 * A text that is another one once the URI means another model: the registry's version where it has one, and
 * the file with its time.
 *
 * @throws {Error} if there is no such model, or its registry does not answer.
 */
export async function modelRevision({ uri, registry }: ModelSource): Promise<string> {
  const { model, registered } = await locateModel(uri, registry);
  const { mtime, size } = await Deno.stat(model);
  return JSON.stringify([registered?.name, registered?.version, model, mtime?.getTime(), size]);
}
