import { DiskStore } from "./disk_store.ts";
import { localPath, schemeOf } from "./local_path.ts";
import { redactUri } from "./redact_uri.ts";
import type { Store } from "./store.ts";
import { openWebStore } from "./web/web_store.ts";

/**
 * Loaded when asked for, as most commands never speak to S3, and no literal in `import()`: Deno would find
 * and resolve the packages of its client at every start of every command, for 0.05 s or more.
 */
const S3_STORE = new URL("./s3/s3_store.ts", import.meta.url).href;

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
  if (scheme === "https" || scheme === "http") return openWebStore(uri);
  if (scheme === "s3") {
    const { openS3Store }: typeof import("./s3/s3_store.ts") = await import(S3_STORE);
    return openS3Store(uri);
  }
  throw new TypeError(
    `Cannot use ${JSON.stringify(redactUri(uri))}: wanted a path, or a file:, s3: or https: URI`,
  );
}
