import { redactUri } from "../../storage/redact_uri.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { isServerUri } from "../rest/server_address.ts";

/** The server that knows runs and LoggedModels, and the one with the registry: mostly the same. */
export interface MlflowServers {
  tracking: MlflowClient;
  registry: MlflowClient;
}

/**
 * Names the servers with runs and with registered models. Nothing is asked of them yet.
 *
 * @param trackingUri As in MLFLOW_TRACKING_URI.
 * @param registryUri As in MLFLOW_REGISTRY_URI; by default the tracking server.
 * @throws {TypeError} if one is no server: MLflow's file store holds runs and artifacts only.
 */
export function mlflowServers(
  trackingUri: string,
  registryUri: string = Deno.env.get("MLFLOW_REGISTRY_URI") || trackingUri,
): MlflowServers {
  requireServer("MLFLOW_TRACKING_URI", trackingUri);
  requireServer("MLFLOW_REGISTRY_URI", registryUri);
  const tracking = new MlflowClient(trackingUri);
  return {
    tracking,
    registry: registryUri === trackingUri ? tracking : new MlflowClient(registryUri),
  };
}

function requireServer(variable: string, uri: string): void {
  if (isServerUri(uri)) return;
  throw new TypeError(
    `MLflow's model registry needs a server: wanted its address in ${variable}, such as http://127.0.0.1:5000; got ${
      redactUri(uri)
    }`,
  );
}
