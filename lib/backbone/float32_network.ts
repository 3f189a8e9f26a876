import type { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendPatches } from "./append_patches.ts";
import type { NetworkOutputs } from "./int8_network.ts";
import { PATCH_ROWS } from "./log_mel_graph.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";
import type { Int8Weights, YamnetLayers } from "./yamnet_layers.ts";

/**
 * YAMNet's network on log-mel rows in float arithmetic, with the weights of the .tflite file: the
 * int8 network's twin for processors whose 8-bit arithmetic is slow or saturates.
 *
 * @param logMel Value of shape [48 F + 48, 64].
 */
export function appendFloat32Network(
  graph: GraphBuilder,
  layers: YamnetLayers,
  logMel: string,
): NetworkOutputs {
  const clipRange = [graph.floats([0], []), graph.floats([6], [])];
  let value = appendPatches(graph, logMel, [1, PATCH_ROWS, MEL_BANDS]);
  let scale = layers.patch.scale;
  for (const { weights, groups, strides, pads, output } of layers.convolutions) {
    const convolved = graph.node("Conv", [value, ...floatWeights(graph, weights, scale)], {
      group: { int: groups },
      strides: { ints: strides },
      pads: { ints: pads },
    });
    value = graph.node("Clip", [convolved, ...clipRange]);
    scale = output.scale;
  }
  const embeddings = graph.node("Flatten", [graph.node("GlobalAveragePool", [value])]);
  const logits = graph.node("Gemm", [
    embeddings,
    ...floatWeights(graph, layers.classifier, layers.embedding.scale),
  ], { transB: { int: 1 } });
  return { embeddings, scores: graph.node("Sigmoid", [logits]) };
}

function floatWeights(
  graph: GraphBuilder,
  { values, shape, scales, bias }: Int8Weights,
  inputScale: number,
): [weights: string, bias: string] {
  const channels = bias.length;
  const channelSize = values.length / channels;
  const scaleOf = (channel: number) => scales[channel] ?? scales[0] ?? 1;
  const weights = Float32Array.from(
    values,
    (value, index) => value * scaleOf(Math.floor(index / channelSize)),
  );
  const biases = Float32Array.from(bias, (value, channel) => value * inputScale * scaleOf(channel));
  return [graph.constant(weights, shape), graph.constant(biases)];
}
