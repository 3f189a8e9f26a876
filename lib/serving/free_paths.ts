/** Addresses of probes, which must be answered at any load and without a token. */
const FREE_PATHS: ReadonlySet<string> = new Set(["/health/live", "/health/ready"]);

/** Whether a path is for everyone, at any load. */
export function isFree(path: string): boolean {
  return FREE_PATHS.has(path);
}
