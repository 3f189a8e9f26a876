import { localPath, schemeOf } from "../../storage/local_path.ts";
import { redactUri } from "../../storage/redact_uri.ts";

/**
 * The folder that an MLFLOW_TRACKING_URI names: a path, or a `file:` URI. As in MLflow, `file:mlruns` is
 * relative to the working directory.
 *
 * @throws {TypeError} for every other kind of URI.
 */
export function trackingPath(uri: string): string {
  const scheme = schemeOf(uri);
  // Databricks' names are the only ones of MLflow's that would pass for a path.
  const isPath = scheme === undefined && !/^databricks(-uc)?$/.test(uri) && uri.trim() !== "";
  if (isPath || scheme === "file") return localPath(uri);
  throw new TypeError(
    `Cannot record runs (MLFLOW_TRACKING_URI): wanted an MLflow server (http: or https:), a path or a file: URI; got ${
      redactUri(uri).trim() || "nothing"
    }. ${advice(uri)}`,
  );
}

function advice(uri: string): string {
  return /^(sqlite|postgresql|mysql|mssql)\b/.test(uri)
    ? 'For a database start "mlflow server --backend-store-uri" on it, and name that server'
    : "Unset it to record in mlruns/";
}
