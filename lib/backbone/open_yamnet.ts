import { cpus } from "node:os";
import { join } from "node:path";
import { printNote } from "../cli/print.ts";
import { ONNXRUNTIME_VERSION } from "../onnx/onnxruntime_version.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import type { Backbone, Precision } from "./backbone.ts";
import { buildYamnet } from "./build_yamnet.ts";
import { int8Error, LARGEST_INT8_ERROR } from "./int8_error.ts";
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
  const error = await int8ErrorOnce(asked, () => convertOnce(bytes, "float32"));
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

/** The check takes a second, so its result is kept for this model on this kind of machine. */
async function int8ErrorOnce(
  int8: Backbone,
  openFloat32: () => Promise<Backbone>,
): Promise<number> {
  const path = cachePath(`int8-error-${int8.digest.slice(0, 12)}-${await machineId()}.txt`);
  const cached = parseFloat(await Deno.readTextFile(path).catch(() => ""));
  if (!Number.isNaN(cached)) return cached;
  const error = await int8Error(int8, await openFloat32());
  await writeAtomically(path, String(error));
  return error;
}

/** Processors of one name can differ in their instructions, which Linux lists. */
async function machineId(): Promise<string> {
  const cpuinfo = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const instructions = cpuinfo.match(/^(flags|Features)\s*:.*$/m)?.[0];
  return sha256([Deno.build.arch, cpus()[0]?.model, instructions, ONNXRUNTIME_VERSION].join())
    .slice(0, 12);
}

function cachePath(name: string): string {
  return join(cacheDir(), "models", name);
}
