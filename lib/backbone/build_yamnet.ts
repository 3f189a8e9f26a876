import { GraphBuilder } from "../onnx/graph_builder.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Precision } from "./backbone.ts";
import { encodeBackboneMetadata } from "./backbone_metadata.ts";
import { appendFloat32Network } from "./float32_network.ts";
import { appendInt8Network } from "./int8_network.ts";
import { appendLogMel } from "./log_mel_graph.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";
import { readLabels } from "./tflite/read_labels.ts";
import { readTflite } from "./tflite/read_tflite.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";
import { readYamnetLayers } from "./yamnet_layers.ts";

/**
 * Turns YAMNet's .tflite file into a backbone's ONNX file, see `Backbone`. The same file gives the same
 * bytes on every machine.
 *
 * @throws {TypeError} if the bytes are another model, or damaged.
 */
export async function buildYamnet(
  tflite: Uint8Array,
  precision: Precision,
): Promise<Uint8Array<ArrayBuffer>> {
  const layers = readYamnetLayers(readTflite(tflite));
  const labels = await readLabels(tflite);
  const graph = new GraphBuilder("yamnet");
  const waveform = graph.input("waveform", "float32", ["samples"]);
  const logMel = appendLogMel(graph, waveform);
  const appendNetwork = precision === "int8" ? appendInt8Network : appendFloat32Network;
  const { embeddings, scores } = appendNetwork(graph, layers, logMel);
  const last = layers.convolutions.at(-1);
  graph.output(embeddings, "embeddings", "float32", ["frames", last?.weights.bias.length ?? 0]);
  graph.output(logMel, "log_mel", "float32", ["rows", MEL_BANDS]);
  graph.output(scores, "scores", "float32", ["frames", layers.classifier.bias.length]);
  return graph.build(encodeBackboneMetadata({
    name: "yamnet",
    precision,
    labels,
    description:
      `YAMNet, Google's MobileNet v1 trained on AudioSet, ${precision} weights from TensorFlow Hub's official .tflite file`,
    licence: "Apache-2.0",
    source: YAMNET_FILE.url,
    sourceSha256: sha256(tflite),
  }));
}
