/** Escapes of `%`, `.`, `/`, `\` and NUL: what a path could be hidden in. */
const ESCAPE = /%(25|2e|2f|5c|00)/gi;

/** S3 takes keys of up to 1,024 bytes. */
const MAX_LENGTH = 1024;

/**
 * Checks the path of a file in a store, also one that a server sent: relative, with slashes, and leading
 * nowhere but down.
 *
 * Refused are `..`, `.` and empty parts (`//proc`), absolute paths, drive letters, backslashes and control
 * characters, and all of these in percent escapes, however often escaped: other programs will decode what
 * this one takes as it is. The holes that MLflow had (CVE-2023-6977, CVE-2024-1483, CVE-2024-3848,
 * CVE-2026-2033) are replayed in the tests.
 *
 * @throws {TypeError} that names the path.
 */
export function checkStorePath(path: string): void {
  if (!staysInside(path)) {
    throw new TypeError(
      `Cannot use the path ${
        JSON.stringify(path.slice(0, MAX_LENGTH))
      }: wanted a relative one that stays in its folder`,
    );
  }
}

function staysInside(path: string): boolean {
  if (
    path === "" || path.length > MAX_LENGTH || !path.isWellFormed() ||
    /^[a-z]:|[\\\p{Cc}]/iu.test(path)
  ) return false;
  // Windows ignores dots and blanks at the end of a name, so that ".. " would be "..".
  if (path.split("/").some((part) => /^[. ]*$/.test(part))) return false;
  const decoded = path.replaceAll(ESCAPE, decodeURIComponent);
  return decoded === path || staysInside(decoded);
}
