import { DiskStore } from "./disk_store.ts";
import { localPath, schemeOf } from "./local_path.ts";
import { redactUri } from "./redact_uri.ts";
import type { Store } from "./store.ts";

/**
 * Opens the files under a URI: a path, `file:`, `s3://bucket/folder`, or `https://host/folder`, which can only
 * be read. Nothing is asked of a server yet.
 *
 * @throws {TypeError} if it is no such URI, or one that leads out of where it starts.
 *
 * @example
 * ```ts ignore
 * const store = await openStore("s3://mlflow-artifacts/1/run/artifacts");
 * await store.upload("out/model/model.onnx", "model/model.onnx");
 * for await (const { path, bytes } of store.list("model")) print(`${path} ${bytes}`);
 * ```
 */
export async function openStore(uri: string): Promise<Store> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") return new DiskStore(localPath(uri));
  // Loaded when asked for: most commands never speak to a server, and the client of S3 takes a while to load.
  if (scheme === "s3") return (await import("./s3_store.ts")).openS3Store(uri);
  if (scheme === "https" || scheme === "http") {
    return (await import("./web_store.ts")).openWebStore(uri);
  }
  throw new TypeError(
    `Cannot use ${JSON.stringify(redactUri(uri))}: wanted a path, or a file:, s3: or https: URI`,
  );
}
