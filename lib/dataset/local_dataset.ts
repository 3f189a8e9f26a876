import { join } from "node:path";
import { localCopy } from "../storage/local_copy.ts";
import { localPath, schemeOf } from "../storage/local_path.ts";
import { openStore } from "../storage/open_store.ts";
import { redactUri } from "../storage/redact_uri.ts";
import { splitUri } from "../storage/split_uri.ts";
import { MANIFESTS } from "./list_local_clips.ts";
import { parseManifest } from "./manifest/json_manifest.ts";

/**
 * The path on this machine of the dataset that a path, `file:` or `s3:` URI names: of one in S3 a copy in the
 * cache, see `localCopy()`. Beside a manifest may lie much else: only the files that it names are copied, and
 * with `dataBaseDir`, where they are then, none but the manifest.
 *
 * @throws {Error} if it is no such URI, there is nothing, or the manifest is wrong.
 */
export async function localDataset(uri: string, dataBaseDir?: string): Promise<string> {
  const scheme = schemeOf(uri);
  if (scheme === undefined) return uri; // as it was typed: messages will name it
  if (scheme === "file") return localPath(uri);
  if (scheme !== "s3") {
    throw new Error(
      `Cannot read the dataset ${redactUri(uri)}: wanted a path, or a file: or s3: URI`,
    );
  }
  const { root, manifest } = await findManifest(uri);
  if (manifest === undefined) return await localCopy(uri);
  const manifestUri = `${root}/${manifest}`;
  if (dataBaseDir !== undefined) return await localCopy(manifestUri);
  const text = await new Response((await openStore(root)).read(manifest)).text();
  const paths = parseManifest(text, manifestUri).samples.map(({ filepath }) => filepath);
  // The replaced system's paths start with the name of the folder itself.
  const wanted = new Set([
    manifest,
    ...paths,
    ...paths.map((path) => path.replace(/^[^/]*\//, "")),
  ]);
  return join(await localCopy(root, (path) => wanted.has(path)), manifest);
}

/** The folder of a dataset, and its manifest there; a plain folder `label/file.wav` has none. */
async function findManifest(uri: string): Promise<{ root: string; manifest: string | undefined }> {
  const { folder, name } = splitUri(uri);
  if (name?.endsWith(".json")) return { root: folder, manifest: name };
  const store = await openStore(uri);
  const found = await Promise.all(MANIFESTS.map((name) => store.stat(name)));
  return { root: uri.replace(/\/$/, ""), manifest: found.find(Boolean)?.path };
}
