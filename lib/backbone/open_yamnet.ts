import { join } from "node:path";
import { printNote } from "../cli/print.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import type { Backbone, Precision } from "./backbone.ts";
import { buildYamnet } from "./build_yamnet.ts";
import { int8Error, LARGEST_INT8_ERROR } from "./int8_error.ts";
import { int8ErrorOnce } from "./int8_error_once.ts";
import { locateYamnet } from "./locate_yamnet.ts";
import { readBackbone } from "./read_backbone.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

/** How YAMNet is opened. */
export interface OpenYamnetOptions {
  /** Arithmetic inside; int8 by default. */
  precision?: Precision;
  /** Path of its .tflite file, where it is neither in the cache nor in the assets folder. */
  tflite?: string;
  /** Told when float32 was taken instead of int8; by default a line on stderr. */
  onNote?: (line: string) => void;
}

/** Part of the cached file's name: raise it with every change of the graph that `buildYamnet()` writes. */
const CONVERTER_VERSION = 3;

/**
 * Opens YAMNet, converted from its .tflite file at the first call and from the cache later. Where the
 * processor's 8-bit arithmetic saturates, it is float32 that is opened, with a note.
 *
 * @throws {Error} if the weights are not on this machine.
 */
export async function openYamnet(
  { precision = "int8", tflite, onNote = printNote }: OpenYamnetOptions,
): Promise<Backbone> {
  const { bytes } = await locateYamnet(tflite);
  const asked = await convertOnce(bytes, precision);
  if (precision === "float32") return asked;
  const error = await int8ErrorOnce(
    asked.digest,
    async () => await int8Error(asked, await convertOnce(bytes, "float32")),
  );
  if (error <= LARGEST_INT8_ERROR) return asked;
  const percent = Math.round(100 * error);
  onNote(
    `YAMNet in int8 would be ${percent} % off on this processor, whose 8-bit sums saturate: using ` +
      "float32, which takes about twice the time",
  );
  return await convertOnce(bytes, "float32");
}

/** Where the cache keeps YAMNet as an ONNX file. */
export function yamnetOnnxPath(precision: Precision): string {
  const source = YAMNET_FILE.sha256.slice(0, 12);
  return cachePath(`yamnet-${source}-${precision}-v${CONVERTER_VERSION}.onnx`);
}

async function convertOnce(tflite: Uint8Array, precision: Precision): Promise<Backbone> {
  const path = yamnetOnnxPath(precision);
  const digestPath = `${path}.sha256`;
  const cached = await Deno.readFile(path).catch(() => undefined);
  const digest = await Deno.readTextFile(digestPath).catch(() => undefined);
  if (cached && sha256(cached) === digest) return readBackbone(cached, path);
  const made = readBackbone(await buildYamnet(tflite, precision), path);
  await writeAtomically(path, made.model);
  await writeAtomically(digestPath, made.digest);
  return made;
}

function cachePath(name: string): string {
  return join(cacheDir(), "models", name);
}
