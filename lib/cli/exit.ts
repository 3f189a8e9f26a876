/** What the process tells its caller; the numbers are the command line's contract. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The process was told to stop, and everything is in order. */
export class Stopped extends Error {
  override name = "Stopped";
  /** @param code Of the signal, see `STOP_SIGNALS`. */
  constructor(readonly code: number) {
    super("Stopped. The same command goes on from here.");
  }
}

/** The command was called wrongly: unknown flag, bad value, or flags that do not go together. Ends with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
