import { FRAME_HOP, FRAME_LENGTH, SAMPLE_RATE_HZ } from "../audio/frames.ts";
import type { Backbone } from "../backbone/backbone.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import type { Head } from "../training/head.ts";
import { appendFramePooling, appendHead, appendPooling } from "../training/head_graph.ts";
import { pooledSize } from "../training/pool_frames.ts";
import { KIT_VERSION } from "./kit_version.ts";
import { encodeMetadata } from "./model_metadata.ts";

/** What a model is made of. */
export interface ModelParts {
  name: string;
  backbone: Backbone;
  head: Head;
  /** Of the training dataset. */
  dataHash: string;
}

/** Past any number of frames, as the end of a slice. */
const TO_THE_END = 2 ** 31 - 1;

/**
 * Puts backbone, pooling and head into one ONNX file: `waveform` f32[N] at 16 kHz mono →
 * `probabilities` f32[C] of the clip, and `frame_probabilities` f32[F, C], each frame pooled as a clip
 * of one frame. What the outputs do not need, such as the backbone's own scores, is left out.
 *
 * The same parts give the same bytes.
 *
 * @throws {RangeError} if the head does not fit the backbone or its own labels.
 */
export function composeModel(parts: ModelParts): Uint8Array<ArrayBuffer> {
  const { backbone, head } = parts;
  checkFit(backbone, head);
  const graph = new GraphBuilder("yamnet_kit_model");
  const waveform = graph.input("waveform", "float32", ["samples"]);
  const { embeddings } = graph.inline(backbone.model, "backbone", { waveform });
  if (embeddings === undefined) {
    throw new RangeError(
      `Cannot compose a model on ${backbone.name}: its graph has no output "embeddings"`,
    );
  }
  // The clip is row 0 and its frames are the rows after it, so that the head stands in the file once.
  const rows = graph.node("Concat", [
    appendPooling(graph, embeddings, head.pooling),
    appendFramePooling(graph, embeddings, head.pooling),
  ], { axis: { int: 0 } });
  const probabilities = appendHead(graph, head, rows);
  const clip = graph.node("Gather", [probabilities, graph.ints([0], [])], { axis: { int: 0 } });
  const frames = graph.node("Slice", [
    probabilities,
    graph.ints([1]),
    graph.ints([TO_THE_END]),
    graph.ints([0]),
  ]);
  const classes = head.labels.length;
  graph.output(clip, "probabilities", "float32", [classes]);
  graph.output(frames, "frame_probabilities", "float32", ["frames", classes]);
  return graph.build(metadataOf(parts));
}

function metadataOf({ name, backbone, head, dataHash }: ModelParts): Record<string, string> {
  return encodeMetadata({
    format: "yamnet-kit/1",
    kitVersion: KIT_VERSION,
    name,
    labels: [...head.labels],
    activation: head.activation,
    sampleRateHz: SAMPLE_RATE_HZ,
    frameLength: FRAME_LENGTH,
    frameHop: FRAME_HOP,
    pooling: head.pooling,
    head: head.kind,
    dataHash,
    backbone: {
      name: backbone.name,
      precision: backbone.precision,
      digest: backbone.digest,
      description: backbone.description,
      licence: backbone.licence,
    },
  });
}

function checkFit(backbone: Backbone, head: Head): void {
  const wanted = pooledSize(head.pooling, backbone.embeddingSize);
  if (head.mean.length !== wanted) {
    throw new RangeError(
      `Cannot compose a model: a head on ${backbone.name} with "${head.pooling}" pooling takes ${wanted} values, this one ${head.mean.length}`,
    );
  }
  const outputs = head.layers.at(-1)?.outputs;
  if (outputs !== head.labels.length) {
    throw new RangeError(
      `Cannot compose a model: the head has ${outputs} outputs for ${head.labels.length} labels`,
    );
  }
}
