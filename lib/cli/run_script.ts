import { endWorkers } from "../workers/end_workers.ts";
import { EXIT, UsageError } from "./exit.ts";
import { HelpShown } from "./parse_command.ts";
import { printNote } from "./print.ts";

/**
 * Runs a script's main function and ends the process with the right exit code: 0 done, 1 failed, 2 wrong
 * usage. An error is one line on stderr; its stack is shown when `DEBUG` is set.
 */
export async function runScript(main: () => Promise<void>): Promise<void> {
  let code: number = EXIT.done;
  try {
    await main();
  } catch (error) {
    if (error instanceof HelpShown) return;
    code = error instanceof UsageError ? EXIT.usage : EXIT.failed;
    printNote(describeError(error));
    if (code === EXIT.usage) printNote("Use --help to see the flags.");
  }
  await endWorkers();
  Deno.exit(code);
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Error: ${error}`;
  return Deno.env.get("DEBUG") ? String(error.stack) : `Error: ${error.message}`;
}
