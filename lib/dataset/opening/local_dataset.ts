import { join } from "node:path";
import { localCopy } from "../../storage/local_copy.ts";
import { localPath, schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import { readManifest } from "../manifest/read_manifest.ts";
import { findManifest } from "../sources/list_clips.ts";

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
  const { folder, name } = await findManifest(uri);
  if (name === undefined) return await localCopy(uri);
  if (dataBaseDir !== undefined) return await localCopy(`${folder}/${name}`);
  const { samples } = await readManifest(await openStore(folder), name);
  // Where `findStart()` will look: the replaced system's paths start with the name of the folder itself.
  const wanted = new Set([
    name,
    ...samples.flatMap(({ filepath }) => [
      filepath,
      filepath.replace(/^[^/]*\//, ""),
      `audio/${filepath}`,
    ]),
  ]);
  return join(await localCopy(folder, (path) => wanted.has(path)), name);
}
