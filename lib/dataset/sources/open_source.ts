import { extname, join } from "node:path";
import type { OnProgress } from "../../cli/progress.ts";
import { cacheDir } from "../../storage/cache_dir.ts";
import { findAsset } from "../../storage/find_asset.ts";
import { sha256 } from "../../storage/sha256.ts";
import { download } from "../../storage/web/download.ts";
import { ESC50_ADDRESS } from "../esc50.ts";
import { generateClips } from "../generated/generate_clips.ts";
import { openEsc50Archive } from "./esc50_archive.ts";
import { openLocalSource } from "./local_source.ts";
import type { DatasetSource } from "./source.ts";

/** How a source is opened. */
export interface OpenSourceOptions {
  /** Of ESC-50's archive, only the part that is ESC-10. */
  esc10Only?: boolean | undefined;
  /** Where the paths of a manifest start, if not at the manifest; DATA_BASE_DIR. */
  dataBaseDir?: string | undefined;
  /** Told what is read, where a name stands for it. */
  onNote?: ((note: string) => void) | undefined;
  /** Told how many bytes of an archive have been downloaded. */
  onDownload?: OnProgress | undefined;
}

/** Archives that a name stands for: as they may have been brought along, see `findAsset()`. */
const BROUGHT_ALONG: Readonly<Record<string, readonly string[]>> = {
  esc10: ["ESC-10-folds-1-4.zip", "ESC-50-master.zip"],
  esc50: ["ESC-50-master.zip"],
};

/** URIs that are names, and no paths or addresses. */
export const SOURCE_NAMES: readonly string[] = ["generated", ...Object.keys(BROUGHT_ALONG)];

/**
 * Opens what a URI names:
 *
 * - `generated`: clips that need no recordings;
 * - `esc10`, `esc50`: from the assets folder, else from ESC-50's public address;
 * - the path or https address of ESC-50's archive, a `.zip`;
 * - a manifest, a folder with one, or a plain folder `label/file.wav`.
 *
 * @throws {Error} if there is no such thing or it cannot be read.
 */
export async function openSource(
  uri: string,
  { esc10Only = false, dataBaseDir, onNote, onDownload }: OpenSourceOptions = {},
): Promise<DatasetSource> {
  const assets = BROUGHT_ALONG[uri];
  if (assets) {
    const archive = assets.map(findAsset).find((path) => path !== undefined) ?? ESC50_ADDRESS;
    onNote?.(`Reading ${uri} from ${archive}`);
    return await openSource(archive, { esc10Only: esc10Only || uri === "esc10", onDownload });
  }
  if (/^https?:/.test(uri)) {
    const path = join(cacheDir(), "datasets", `${sha256(uri).slice(0, 12)}.zip`);
    await download(uri, path, onDownload && { onProgress: onDownload }).catch((cause: Error) => {
      const advice = "Check the network, or bring the archive along and name its path";
      throw new Error(`${cause.message}. ${advice}`, { cause });
    });
    return await openEsc50Archive(path, { esc10Only });
  }
  if (/^[a-z][a-z0-9+]+:/.test(uri)) {
    throw new Error(
      `Cannot open the source ${uri}: wanted a folder, a manifest, a .zip, an https address, ` +
        "esc10, esc50 or generated",
    );
  }
  if (extname(uri).toLowerCase() === ".zip") return await openEsc50Archive(uri, { esc10Only });
  if (esc10Only) throw new Error(`Only ESC-50's archive has a part that is ESC-10, not ${uri}`);
  return uri === "generated" ? generateClips() : await openLocalSource(uri, dataBaseDir);
}
