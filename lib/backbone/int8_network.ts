import type { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendBlockPatches, overBlocks } from "./pixel_blocks.ts";
import type { ByteQuantization, Int8Weights, YamnetLayers } from "./yamnet_layers.ts";

/** What a network makes of each frame. */
export interface NetworkOutputs {
  /** Value of shape [F, 1024]. */
  embeddings: string;
  /** Value of shape [F, 521]. */
  scores: string;
}

/**
 * YAMNet's network on log-mel rows in 8-bit arithmetic: each operator between DequantizeLinear and
 * QuantizeLinear (QDQ), which onnxruntime fuses to one on bytes. The scales are the .tflite file's, so
 * that values agree with it byte for byte but for rounding, and a score is a multiple of 1/256 as there.
 *
 * @param logMel Value of shape [48 F + 48, 64].
 */
export function appendInt8Network(
  graph: GraphBuilder,
  layers: YamnetLayers,
  logMel: string,
): NetworkOutputs {
  const patches = appendBlockPatches(graph, quantize(graph, logMel, layers.patch));
  const convolutions = layers.convolutions.map((layer, index) =>
    index === 0 ? overBlocks(layer) : layer
  );
  let value = dequantize(graph, patches, layers.patch);
  let scale = layers.patch.scale;
  for (const { weights, groups, strides, pads, output } of convolutions) {
    const convolved = graph.node("Conv", [value, ...dequantizeWeights(graph, weights, scale)], {
      group: { int: groups },
      strides: { ints: strides },
      pads: { ints: pads },
    });
    value = requantize(graph, convolved, output);
    scale = output.scale;
  }
  const mean = quantize(graph, graph.node("GlobalAveragePool", [value]), layers.embedding);
  const embeddings = dequantize(graph, graph.node("Flatten", [mean]), layers.embedding);
  const logits = graph.node("Gemm", [
    embeddings,
    ...dequantizeWeights(graph, layers.classifier, layers.embedding.scale),
  ], { transB: { int: 1 } });
  const sigmoid = graph.node("Sigmoid", [requantize(graph, logits, layers.logits)]);
  return { embeddings, scores: requantize(graph, sigmoid, layers.scores) };
}

/**
 * Weights and bias as reals; the bias counts in units of input scale × weight scale. The weights' zero
 * points, all 0, are written out: without them onnxruntime runs the classifier in float (DequantizeLinear
 * and Gemm, a fifth of one frame's time) instead of as QGemm.
 */
function dequantizeWeights(
  graph: GraphBuilder,
  { values, shape, scales, bias }: Int8Weights,
  inputScale: number,
): [weights: string, bias: string] {
  // A scalar scale is for the whole tensor, a vector for each output channel.
  const scaleShape = scales.length === 1 ? [] : [scales.length];
  const axis = { axis: { int: 0 } };
  const weights = graph.node("DequantizeLinear", [
    graph.constant(values, shape),
    graph.floats(scales, scaleShape),
    graph.constant(new Int8Array(scales.length), scaleShape),
  ], axis);
  const biasScales = scales.map((scale) => inputScale * scale);
  return [
    weights,
    graph.node(
      "DequantizeLinear",
      [graph.constant(bias), graph.floats(biasScales, scaleShape)],
      axis,
    ),
  ];
}

/** Rounds to bytes and back to the reals that they stand for. */
function requantize(graph: GraphBuilder, value: string, quantization: ByteQuantization): string {
  return dequantize(graph, quantize(graph, value, quantization), quantization);
}

function quantize(graph: GraphBuilder, value: string, quantization: ByteQuantization): string {
  return graph.node("QuantizeLinear", [value, ...byteParameters(graph, quantization)]);
}

function dequantize(graph: GraphBuilder, bytes: string, quantization: ByteQuantization): string {
  return graph.node("DequantizeLinear", [bytes, ...byteParameters(graph, quantization)]);
}

function byteParameters(graph: GraphBuilder, { scale, zeroPoint }: ByteQuantization): string[] {
  return [graph.floats([scale], []), graph.constant(Uint8Array.of(zeroPoint), [])];
}
