import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder that an MLFLOW_TRACKING_URI names: a path, or a `file:` URI. As in MLflow, `file:mlruns` is
 * relative to the working directory.
 *
 * @throws {TypeError} for every other kind of URI.
 */
export function trackingPath(uri: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (uri.trim() === "") throw unsupported("nothing");
  if (scheme === undefined) return resolve(uri);
  if (scheme !== "file") throw unsupported(withoutPassword(uri));
  return /^file:\//i.test(uri) ? pathOfUrl(uri) : resolve(decodeURIComponent(uri.slice(5)));
}

function pathOfUrl(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    throw unsupported(uri);
  }
}

/** A tracking URI may hold a user and a password: neither belongs into a log. */
function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^/@]*@/, "//");
}

function unsupported(got: string): TypeError {
  return new TypeError(
    `Cannot record runs (MLFLOW_TRACKING_URI): wanted a path or a file: URI; got ${got}. Tracking servers are not supported yet`,
  );
}
