/** Addresses of probes, which must be answered at any load and without a token. */
const FREE_PATHS: ReadonlySet<string> = new Set([
  "/health",
  "/health/live",
  "/health/ready",
  "/ping",
  "/v2/health/live",
  "/v2/health/ready",
]);

/** Whether a path is for everyone, at any load. */
export function isFree(path: string): boolean {
  return FREE_PATHS.has(path);
}

/** Whether a path is answered at any load: probes, and what tells why the load is so high. */
export function isAnsweredAtAnyLoad(path: string): boolean {
  return isFree(path) || path === "/metrics";
}
