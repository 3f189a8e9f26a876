import { endProcess } from "./end_process.ts";
import { EXIT, Stopped, UsageError } from "./exit.ts";
import { onStop } from "./on_stop.ts";
import { HelpShown } from "./parse_command.ts";

/**
 * Runs a script's main function and ends the process with the right exit code: 0 done, 1 failed, 2 wrong
 * usage, or that of the signal that stopped it. An error is one line on stderr; its stack is shown when `DEBUG` is set.
 *
 * Ctrl-C and SIGTERM end it at once, where `main` does not do so by itself (`onStop()`). The operating system
 * would not: a container's first process has only the signals that it asks for, and its cluster would wait for
 * 30 s before it kills it.
 *
 * A task runs in the project's folder; its user's paths count from where they stand (INIT_CWD).
 */
export async function runScript(main: () => Promise<void>): Promise<void> {
  using _stop = onStop((code) => endProcess(code, ["\nStopped"]));
  try {
    const calledFrom = Deno.env.get("INIT_CWD");
    if (calledFrom) Deno.chdir(calledFrom);
    await main();
  } catch (error) {
    const code = exitCode(error);
    await endProcess(code, [
      ...(code === EXIT.done ? [] : [describeError(error)]),
      ...(code === EXIT.usage ? ["Use --help to see the flags."] : []),
    ]);
  }
  await endProcess(EXIT.done);
}

/** Help that was shown, and a reader such as `head` that has read enough, are no failures. */
function exitCode(error: unknown): number {
  if (error instanceof HelpShown || error instanceof Deno.errors.BrokenPipe) return EXIT.done;
  if (error instanceof Stopped) return error.code;
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

function describeError(error: unknown): string {
  if (error instanceof Stopped) return error.message;
  if (!(error instanceof Error)) return `Error: ${error}`;
  return Deno.env.get("DEBUG") ? String(error.stack) : `Error: ${error.message}`;
}
