import { schemeOf } from "../../storage/local_path.ts";
import { basicAuthorization } from "./mlflow_settings.ts";

/** A tracking server's address, and what its URI says of who asks. */
export interface ServerAddress {
  /** Without credentials and slashes at its end; a path before `/api` stays: `https://host/mlflow`. */
  url: string;
  authorization: string | undefined;
}

/** Whether a tracking or registry URI names a server, and no folder. */
export function isServerUri(uri: string): boolean {
  return /^https?$/.test(schemeOf(uri) ?? "");
}

/**
 * Reads the address of a tracking server. A user and a password in it count as those of
 * MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, and go before them, as in MLflow's client.
 *
 * @throws {TypeError} if it is no `http:` or `https:` address, or its escapes are none.
 */
export function serverAddress(uri: string): ServerAddress {
  const url = URL.parse(uri);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      "Cannot use the tracking URI (MLFLOW_TRACKING_URI): wanted the address of an MLflow server such as http://127.0.0.1:5000",
    );
  }
  const { username, password } = url;
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    authorization: username ? basicAuthorization(decoded(username), decoded(password)) : undefined,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError(
      'Cannot read the user and password in the tracking URI (MLFLOW_TRACKING_URI): wanted "%25" in the place of each "%" that begins no escape',
    );
  }
}
