import { setTimeout as delay } from "node:timers/promises";
import pRetry from "p-retry";
import { printNote } from "../../cli/print.ts";
import { MlflowUnavailable } from "./mlflow_error.ts";
import type { MlflowSettings } from "./mlflow_settings.ts";

/** How long to wait at most: by the own rule, and where the server asks for it (urllib3's limits). */
const MAX_WAIT_SECONDS = 120;
const MAX_RETRY_AFTER_SECONDS = 21_600;

/** From here on a wait that the server asks for is told of. */
const LONG_WAIT_SECONDS = 10;

/** What says how long to keep trying. */
export type Patience = Pick<
  MlflowSettings,
  "maxRetries" | "backoffSeconds" | "jitterSeconds" | "heedsRetryAfter"
>;

/**
 * Repeats work while it fails with {@linkcode MlflowUnavailable}, as patiently as MLflow's own client: with
 * its defaults eight attempts in four minutes. The second failure is told of, and each long wait that the server
 * asks for.
 *
 * @param work Told which attempt it is, from 1 on.
 * @throws What the last attempt threw.
 */
export async function retryRequests<Result>(
  patience: Patience,
  work: (attempt: number) => Promise<Result>,
): Promise<Result> {
  return await pRetry(work, {
    retries: patience.maxRetries,
    minTimeout: 0,
    shouldRetry: ({ error }) => error instanceof MlflowUnavailable,
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (!(error instanceof MlflowUnavailable) || retriesLeft === 0) return;
      const note = retryNote(error, attemptNumber, patience);
      if (note !== undefined) printNote(note);
      await delay(waitSeconds(attemptNumber, patience, error.retryAfterSeconds) * 1000);
    },
  });
}

/** What is told of the n-th failure, if anything. */
export function retryNote(
  { message, retryAfterSeconds }: MlflowUnavailable,
  failures: number,
  patience: Patience,
): string | undefined {
  const seconds = waitSeconds(failures, patience, retryAfterSeconds);
  if (retryAfterSeconds && patience.heedsRetryAfter && seconds >= LONG_WAIT_SECONDS) {
    return `${message}. It is asked again in ${Math.round(seconds)} seconds.`;
  }
  return failures === 2
    ? `${message}. It is tried again for ${inTotal(patience)} (MLFLOW_HTTP_REQUEST_MAX_RETRIES).`
    : undefined;
}

/**
 * How long to wait after the n-th failure (urllib3's `Retry.sleep`): what the server asks for, else nothing
 * after the first, then 4, 8, 16 … s by MLflow's defaults.
 */
export function waitSeconds(
  failures: number,
  { backoffSeconds, jitterSeconds, heedsRetryAfter }: Patience,
  retryAfterSeconds?: number,
): number {
  if (retryAfterSeconds && heedsRetryAfter) {
    return Math.min(retryAfterSeconds, MAX_RETRY_AFTER_SECONDS);
  }
  if (failures <= 1) return 0;
  const backoff = backoffSeconds * 2 ** (failures - 1) + Math.random() * jitterSeconds;
  return Math.min(backoff, MAX_WAIT_SECONDS);
}

/** How long all attempts may take, as a clause: "up to 4 minutes". */
function inTotal(patience: Patience): string {
  const waits = Array.from({ length: patience.maxRetries }, (_, i) => waitSeconds(i + 1, patience));
  const seconds = Math.round(waits.reduce((sum, wait) => sum + wait, 0));
  return seconds < 90 ? `up to ${seconds} seconds` : `up to ${Math.round(seconds / 60)} minutes`;
}
