/** Characters that make a path a pattern. */
const MAGIC = /[*?[{]/;

/**
 * Splits a glob, such as `s3://bucket/yard/2024-*.wav`, before the first part with a pattern; nothing where there
 * is no pattern.
 */
export function splitGlob(path: string): { folder: string; pattern: string } | undefined {
  const parts = path.split("/");
  const first = parts.findIndex((part) => MAGIC.test(part));
  if (first < 0) return undefined;
  const folder = parts.slice(0, first).join("/");
  const isRoot = first === 1 && folder === "";
  return { folder: isRoot ? "/" : folder || ".", pattern: parts.slice(first).join("/") };
}
