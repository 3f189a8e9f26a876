import { join } from "node:path";
import { locateYamnet } from "../../lib/backbone/locate_yamnet.ts";
import { openBackbone } from "../../lib/backbone/open_backbone.ts";

/** YAMNet in both forms, as files for the Python peers. */
export interface YamnetFiles {
  onnx: string;
  tflite: string;
}

/**
 * Writes YAMNet's official weights and our ONNX file to a temporary folder that goes when disposed of.
 *
 * @throws {Error} if the weights are not on this machine.
 */
export async function yamnetFiles(): Promise<YamnetFiles & AsyncDisposable> {
  const { bytes: weights } = await locateYamnet();
  const { model } = await openBackbone("yamnet");
  const folder = await Deno.makeTempDir();
  const onnx = join(folder, "yamnet.onnx");
  const tflite = join(folder, "yamnet.tflite");
  await Deno.writeFile(onnx, model);
  await Deno.writeFile(tflite, weights);
  return { onnx, tflite, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
