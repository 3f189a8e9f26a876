import { localCopy } from "../storage/local_copy.ts";
import type { Backbone } from "./backbone.ts";
import type { BackboneName } from "./backbone_name.ts";
import { buildLogMel } from "./build_logmel.ts";
import { openYamnet, type OpenYamnetOptions } from "./open_yamnet.ts";
import { readBackbone } from "./read_backbone.ts";

/**
 * Opens a backbone by its name, or any ONNX file of a backbone's form by its path or address (`s3://…`), of which
 * the cache keeps a copy. Never downloads YAMNet's weights.
 *
 * @param options For YAMNet.
 * @throws {Error} if YAMNet's weights are not on this machine, or a file is not there or not a backbone.
 */
export async function openBackbone(
  name: BackboneName,
  options: OpenYamnetOptions = {},
): Promise<Backbone> {
  if (name === "logmel") return readBackbone(buildLogMel(), "logmel.onnx");
  if (name === "yamnet") return await openYamnet(options);
  const model = await Deno.readFile(await localCopy(name)).catch((cause: Error) => {
    const reason = cause instanceof Deno.errors.NotFound ? "there is no such file" : cause.message;
    throw new Error(`Cannot open the backbone ${name}: ${reason}`, { cause });
  });
  return readBackbone(model, name);
}
