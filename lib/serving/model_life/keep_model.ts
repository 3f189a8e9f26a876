import { summarizeModel } from "../../model/file_prediction.ts";
import type { Model } from "../../model/model.ts";
import type { Log } from "../telemetry/log.ts";
import { modelRevision, type ModelSource, openWarm } from "./model_source.ts";
import type { Serving } from "../serving.ts";
import { watchModel } from "./watch_model.ts";

/** A server's model, from its first version to its last. */
export interface KeptModel {
  /** Resolved when the first version is served; rejected if it cannot be opened. */
  ready: Promise<void>;
  /** Resolved when no other version will come. */
  ended: Promise<void>;
}

/**
 * Loads a server's model, warms it up, and, where it is asked to, goes with what its URI means until the
 * server stops.
 *
 * @param watchSeconds How often to look; `undefined` for never.
 */
export function keepModel(
  serving: Serving,
  source: ModelSource,
  { watchSeconds, log }: { watchSeconds: number | undefined; log: Log },
): KeptModel {
  const loaded = load(serving, source, log);
  const ready = loaded.then(() => {});
  ready.catch(() => {}); // whoever waits for it is told
  const ended = loaded.then(async (revision) => {
    if (watchSeconds === undefined) return;
    await watch(serving, source, { everySeconds: watchSeconds, revision, log });
  }, () => {}).catch((cause: unknown) =>
    log({ level: "error", event: "watch failed", problem: String(cause) })
  );
  return { ready, ended };
}

/** @returns The revision of the model that is served now. */
async function load(serving: Serving, source: ModelSource, log: Log): Promise<string> {
  const revision = await modelRevision(source);
  takeOver(serving, await openWarm(source), log);
  return revision;
}

async function watch(
  serving: Serving,
  source: ModelSource,
  { everySeconds, revision, log }: { everySeconds: number; revision: string; log: Log },
): Promise<void> {
  const { modelSwaps } = serving.metrics;
  await watchModel(source, {
    everySeconds,
    revision,
    signal: serving.stopping,
    onModel: (model) => {
      takeOver(serving, model, log);
      modelSwaps.inc({ result: "taken" });
    },
    onRefused: (problem) => {
      modelSwaps.inc({ result: "refused" });
      log({ level: "error", event: "model refused", problem });
    },
    onUnknown: (problem) => {
      modelSwaps.inc({ result: "unknown" });
      log({ level: "warn", event: "model unknown", problem });
    },
  });
}

/** What comes after the server has ended is closed again. */
function takeOver(serving: Serving, model: Model, log: Log): void {
  if (serving.ended.aborted) return model[Symbol.dispose]();
  serving.serve(model);
  log({ level: "info", event: "model", ...summarizeModel(model) });
}
