import { schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import type { Store } from "../../storage/store.ts";
import type { MlflowClient } from "./mlflow_client.ts";
import { ProxyStore } from "./proxy_store.ts";

/**
 * Opens the artifacts that a server names by their URI: with the server itself (`mlflow-artifacts:`), in a
 * bucket (`s3:`, with the credentials of AWS's variables), or on a disk that both see (a path or `file:`).
 *
 * @throws {TypeError} for every other kind of URI.
 */
export async function openArtifacts(uri: string, client: MlflowClient): Promise<Store> {
  const scheme = schemeOf(uri);
  if (scheme === "mlflow-artifacts") return openProxy(uri, client);
  if (scheme === undefined || scheme === "file" || scheme === "s3") return await openStore(uri);
  throw new TypeError(
    `Cannot use artifacts at ${
      redactUri(uri)
    }: wanted mlflow-artifacts:, s3:, file: or a path. Start the server with --serve-artifacts, so that it keeps them for its clients`,
  );
}

/** The URI may name another server's host, one that keeps artifacts only. Its path is taken as it stands. */
function openProxy(uri: string, client: MlflowClient): Store {
  const [, authority, root = ""] = /^[^:]+:(?:\/\/([^/]*))?\/*(.*)$/.exec(uri) ?? [];
  return new ProxyStore(authority ? client.at(authority) : client, root);
}
