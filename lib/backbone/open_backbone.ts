import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import type { Backbone, Precision } from "./backbone.ts";
import type { BackboneName } from "./backbone_name.ts";
import { buildLogMel } from "./build_logmel.ts";
import { buildYamnet } from "./build_yamnet.ts";
import { locateYamnet } from "./locate_yamnet.ts";
import { readBackbone } from "./read_backbone.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

/** How a backbone is opened. */
export interface OpenBackboneOptions {
  /** Of YAMNet; int8 by default. */
  precision?: Precision;
  /** Path of YAMNet's .tflite file, where it is neither in the cache nor in the assets folder. */
  tflite?: string;
}

/** Part of the cached file's name: raise it with every change to the graph that `buildYamnet()` writes. */
const CONVERTER_VERSION = 2;

/**
 * Opens a backbone by its name, or any ONNX file of a backbone's form by its path. Never downloads.
 *
 * @throws {Error} if YAMNet's weights are not on this machine, or the file is not a backbone.
 */
export async function openBackbone(
  name: BackboneName,
  options: OpenBackboneOptions = {},
): Promise<Backbone> {
  if (name === "logmel") return readBackbone(buildLogMel(), "logmel.onnx");
  if (name === "yamnet") return await openYamnet(options);
  return readBackbone(await Deno.readFile(name), name);
}

async function openYamnet(
  { precision = "int8", tflite }: OpenBackboneOptions,
): Promise<Backbone> {
  const weights = await locateYamnet(tflite);
  const path = join(
    cacheDir(),
    "models",
    `yamnet-${YAMNET_FILE.sha256.slice(0, 12)}-${precision}-v${CONVERTER_VERSION}.onnx`,
  );
  const cached = await Deno.readFile(path).catch(() => undefined);
  if (cached) return readBackbone(cached, path);
  const model = await buildYamnet(weights, precision);
  await writeAtomically(path, model);
  return readBackbone(model, path);
}
