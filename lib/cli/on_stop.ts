import { STOP_SIGNALS } from "./stop_signal.ts";
import { takeSignal } from "./take_signal.ts";

/**
 * Calls `handle` once, at the first Ctrl-C or SIGTERM, with the exit code that shells expect. Until it is
 * disposed nobody else is told, see {@linkcode takeSignal}: not who waited before, as a script as a whole does
 * (`runScript()`), and nobody at all of the signals that follow. `deno task` hands on one that its whole process
 * group has had.
 */
export function onStop(handle: (code: number) => void): Disposable {
  const stack = new DisposableStack();
  let isHandled = false;
  for (const [signal, code] of STOP_SIGNALS) {
    stack.use(takeSignal(signal, () => {
      if (!isHandled) handle(code);
      isHandled = true;
    }));
  }
  return stack;
}
