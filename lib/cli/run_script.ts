import { endWorkers } from "../workers/end_workers.ts";
import { EXIT, Stopped, UsageError } from "./exit.ts";
import { HelpShown } from "./parse_command.ts";
import { printNote } from "./print.ts";

/**
 * Runs a script's main function and ends the process with the right exit code: 0 done, 1 failed, 2 wrong
 * usage, or that of the signal that stopped it. An error is one line on stderr; its stack is shown when `DEBUG` is set.
 *
 * A task runs in the project's folder; its user's paths count from where they stand (INIT_CWD).
 */
export async function runScript(main: () => Promise<void>): Promise<void> {
  let code: number = EXIT.done;
  try {
    const calledFrom = Deno.env.get("INIT_CWD");
    if (calledFrom) Deno.chdir(calledFrom);
    await main();
  } catch (error) {
    code = exitCode(error);
    if (code !== EXIT.done) printNote(describeError(error));
    if (code === EXIT.usage) printNote("Use --help to see the flags.");
  }
  await endWorkers();
  Deno.exit(code);
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
