/** What the process tells its caller; the numbers are the command line's contract. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The command was called wrongly: unknown flag, bad value, or flags that do not go together. Ends with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
