import { endProcess } from "./end_process.ts";
import { Stopped } from "./exit.ts";
import { onStop } from "./on_stop.ts";

/**
 * For work that may be cut off anywhere, as all that is done is on disk: at Ctrl-C or SIGTERM the process ends,
 * and says that the same command goes on.
 */
export function stopAnywhere(): Disposable {
  return onStop((code) => endProcess(code, ["", new Stopped(code).message]));
}
