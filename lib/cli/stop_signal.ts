import { takeSignal } from "./take_signal.ts";

/** Signals that end a process by the user's or the cluster's wish, and the exit codes that shells expect. */
export const STOP_SIGNALS: readonly (readonly [Deno.Signal, exitCode: number])[] =
  Deno.build.os === "windows" ? [["SIGINT", 130]] : [["SIGINT", 130], ["SIGTERM", 143]];

/**
 * Aborted at the first of some signals, by default Ctrl-C and SIGTERM. These no longer end the process by
 * themselves: it shall do so in order.
 */
export function stopSignal(
  signals: readonly Deno.Signal[] = STOP_SIGNALS.map(([signal]) => signal),
): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) takeSignal(signal, () => controller.abort());
  return controller.signal;
}
