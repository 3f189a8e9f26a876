/**
 * Aborted at the first Ctrl-C or SIGTERM. These no longer end the process by themselves: it shall do so in
 * order.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => controller.abort());
  }
  return controller.signal;
}
