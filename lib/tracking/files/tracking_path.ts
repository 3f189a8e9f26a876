import { localPath, schemeOf } from "../../storage/local_path.ts";
import { redactUri } from "../../storage/redact_uri.ts";

/**
 * The folder that an MLFLOW_TRACKING_URI names: a path, or a `file:` URI. As in MLflow, `file:mlruns` is
 * relative to the working directory.
 *
 * @throws {TypeError} for every other kind of URI, and for a `host:port`.
 */
export function trackingPath(uri: string): string {
  const scheme = schemeOf(uri);
  // Databricks' names are the only ones of MLflow's that would pass for a path.
  const isPath = scheme === undefined && !/^databricks(-uc)?$/.test(uri) && uri.trim() !== "" &&
    !isHostAndPort(uri);
  if (isPath || scheme === "file") return localPath(uri);
  throw new TypeError(
    `Cannot record runs (MLFLOW_TRACKING_URI): wanted an MLflow server (http: or https:), a path or a file: URI; got ${
      redactUri(uri).trim() || "nothing"
    }. ${advice(uri)}`,
  );
}

/** A server's address without its scheme, which would pass for a path: `127.0.0.1:5000`. */
function isHostAndPort(uri: string): boolean {
  return /^(?:[\w.-]{2,}|\[[\da-f:]+\]):\d{1,5}(?:\/.*)?$/i.test(uri);
}

function advice(uri: string): string {
  if (isHostAndPort(uri)) return `Did you mean ${redactUri(`http://${uri}`)}?`;
  return /^(sqlite|postgresql|mysql|mssql)\b/.test(uri)
    ? 'For a database start "mlflow server --backend-store-uri" on it, and name that server'
    : "Unset it to record in mlruns/";
}
