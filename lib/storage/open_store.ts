import { DiskStore } from "./disk_store.ts";
import { localPath, schemeOf } from "./local_path.ts";
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
  // Loaded when asked for: most commands never speak to S3, and its client takes a while to load.
  const scheme = schemeOf(uri);
  if (scheme === "s3") return (await import("./s3_store.ts")).openS3Store(uri);
  if (scheme === "https" || scheme === "http") {
    return (await import("./web_store.ts")).openWebStore(uri);
  }
  return new DiskStore(localPath(uri));
}
