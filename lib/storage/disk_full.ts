/** What operating systems call it: no space, no quota left, a file larger than allowed. */
const CODES: readonly unknown[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** Whether writing failed as there is no more room; trying again is of no use. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && CODES.includes(error.code);
}

/** What to say of it. */
export function diskFull(path: string, cause: unknown): Error {
  return new Error(
    `Cannot write ${path}: there is no space left for it. Free some, or choose another place`,
    { cause },
  );
}
