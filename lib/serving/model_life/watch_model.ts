import { setTimeout as delay } from "node:timers/promises";
import type { Model } from "../../model/model.ts";
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
  /** Told of a new version that cannot be opened or is broken. It is not tried again. */
  onRefused: (problem: string) => void;
  /** Told each time that it could not be found out what the URI means. */
  onUnknown: (problem: string) => void;
}

/**
 * Looks again and again what the URI means, and opens what is new. Until a new version is warm, and where it is
 * bad, what is served stays.
 */
export async function watchModel(
  source: ModelSource,
  { everySeconds, revision, signal, onModel, onRefused, onUnknown }: WatchOptions,
): Promise<void> {
  let known: string | undefined = revision;
  while (await passes(everySeconds, signal)) {
    const now: string | undefined = await modelRevision(source).catch((cause: Error) => {
      onUnknown(cause.message);
      return known;
    });
    if (now === known) continue;
    known = now;
    const model = await openWarm(source).catch((cause: Error) => onRefused(cause.message));
    if (signal.aborted) model?.[Symbol.dispose]();
    else if (model) onModel(model);
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
