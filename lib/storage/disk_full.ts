/** Whether writing failed as there is no more room; trying again is of no use. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // To Linux's EFBIG (a file larger than allowed) and EDQUOT (no quota left) Deno gives no code.
  return "code" in error && error.code === "ENOSPC" || /\(os error (27|122)\)/.test(error.message);
}

/** What to say of it. */
export function diskFull(path: string, cause: unknown): Error {
  return new Error(
    `Cannot write ${path}: there is no space left for it. Free some, or choose another place`,
    { cause },
  );
}
