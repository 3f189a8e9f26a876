import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { findAsset } from "../storage/find_asset.ts";
import { sha256 } from "../storage/sha256.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

/** Where the cache keeps the official weights. */
export function cachedTflitePath(): string {
  return join(cacheDir(), "models", YAMNET_FILE.name);
}

/** A file of weights. */
export interface YamnetWeights {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Finds YAMNet's official .tflite file on this machine: at `path`, else where YAMNET_TFLITE says, else in
 * the cache, else in the assets folder.
 *
 * @throws {Error} if it is nowhere, a path that was given has none, or the file is another one.
 */
export async function locateYamnet(path?: string): Promise<YamnetWeights> {
  const given = path ?? (Deno.env.get("YAMNET_TFLITE") || undefined);
  const found = await findYamnet(given);
  if (found) return { path: found.path, bytes: checked(found.bytes, found.path) };
  if (given) throw new Error(`Cannot open YAMNet: there is no file "${given}"`);
  throw new Error(
    `Cannot open YAMNet: its weights are not on this machine. Run "deno task model" to download them, name ${YAMNET_FILE.name} in YAMNET_TFLITE or its folder in YAMNET_KIT_ASSETS, or do without YAMNet: --backbone logmel`,
  );
}

/** Whether there are weights on this machine; whether they are the official ones shows when they are opened. */
export async function hasYamnet(): Promise<boolean> {
  return await findYamnet(Deno.env.get("YAMNET_TFLITE") || undefined) !== undefined;
}

async function findYamnet(given: string | undefined): Promise<YamnetWeights | undefined> {
  const candidates = given ? [given] : [cachedTflitePath(), findAsset(YAMNET_FILE.name)];
  for (const path of candidates) {
    const bytes = path && await readIfThere(path);
    if (bytes) return { path, bytes };
  }
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function checked(bytes: Uint8Array<ArrayBuffer>, path: string): Uint8Array<ArrayBuffer> {
  const digest = sha256(bytes);
  if (digest === YAMNET_FILE.sha256) return bytes;
  throw new Error(
    `Cannot open YAMNet: "${path}" is not the official file: wanted SHA-256 ${YAMNET_FILE.sha256}, got ${digest} (${bytes.length} bytes). Run "deno task model" to download it`,
  );
}
