import { setTimeout as delay } from "node:timers/promises";
import type { Model } from "../model/model.ts";
import { modelRevision, type ModelSource, openWarm } from "./model_source.ts";

/** How a model is watched. */
export interface WatchOptions {
  everySeconds: number;
  /** Of the model that is served. */
  revision: string;
  /** Ends the watch. */
  signal: AbortSignal;
  /** Told of a new version, open and warm. */
  onModel: (model: Model) => void;
  /** Told why a look or a new version failed: what is served stays. */
  onProblem: (message: string) => void;
}

/**
 * Looks again and again what the URI means. A new version is handed over once it is warm; one that cannot be
 * opened or is broken is told of once, and not tried again.
 */
export async function watchModel(
  source: ModelSource,
  { everySeconds, revision, signal, onModel, onProblem }: WatchOptions,
): Promise<void> {
  let known = revision;
  while (await passes(everySeconds, signal)) {
    try {
      const now = await modelRevision(source);
      if (now === known) continue;
      known = now;
      const model = await openWarm(source);
      if (signal.aborted) model[Symbol.dispose]();
      else onModel(model);
    } catch (cause) {
      onProblem(cause instanceof Error ? cause.message : String(cause));
    }
  }
}

/** Waits; false where it was told to stop meanwhile. */
async function passes(seconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(seconds * 1000, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
