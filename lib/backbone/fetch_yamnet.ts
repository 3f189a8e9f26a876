import type { OnProgress } from "../cli/progress.ts";
import { download } from "../storage/web/download.ts";
import { cachedTflitePath } from "./locate_yamnet.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

/**
 * Downloads YAMNet's official weights (4 MB) into the cache, or leaves them there when they are.
 *
 * @returns The file's path.
 * @throws {Error} if they cannot be had, or are not the official ones.
 */
export async function fetchYamnet(options: { onProgress?: OnProgress } = {}): Promise<string> {
  const path = cachedTflitePath();
  const { name, url, sha256, bytes } = YAMNET_FILE;
  await download(url, path, { sha256, bytes, ...options }).catch((cause: Error) => {
    const advice = `bring ${name} along and name it with --tflite or YAMNET_TFLITE`;
    throw new Error(`${cause.message}. Check the network, or ${advice}`, { cause });
  });
  return path;
}
