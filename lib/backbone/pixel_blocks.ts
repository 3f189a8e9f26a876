import type { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendPatches } from "./append_patches.ts";
import { appendSlice } from "./append_slice.ts";
import { PATCH_ROWS } from "./log_mel_graph.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";
import type { ConvolutionLayer } from "./yamnet_layers.ts";

/**
 * YAMNet's first convolution goes over one channel in steps of two. onnxruntime's fast 8-bit kernels want
 * channels in fours: it takes less than half the time over blocks of 2 × 2 values, in steps of one, with
 * a block's four values as channels (known as space to depth). The sums are the same ones.
 *
 * @returns The layer for input from {@linkcode appendBlockPatches}.
 */
export function overBlocks(layer: ConvolutionLayer): ConvolutionLayer {
  const { values, shape } = layer.weights;
  const [filters = 0, , height = 0, width = 0] = shape;
  const [blockRows, blockColumns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const blockValues = new Int8Array(filters * 4 * blockRows * blockColumns);
  values.forEach((value, index) => {
    const filter = Math.floor(index / (height * width));
    const [row, column] = [Math.floor(index / width) % height, index % width];
    const channel = 2 * (row % 2) + column % 2;
    const blockRow = (filter * 4 + channel) * blockRows + Math.floor(row / 2);
    blockValues[blockRow * blockColumns + Math.floor(column / 2)] = value;
  });
  return {
    ...layer,
    weights: {
      ...layer.weights,
      values: blockValues,
      shape: [filters, 4, blockRows, blockColumns],
    },
    strides: layer.strides.map((stride) => stride / 2),
    pads: layer.pads.map((pad) => Math.ceil(pad / 2)),
  };
}

/**
 * Adds nodes that cut log-mel rows into patches of 2 × 2 blocks.
 *
 * @param rows Value of shape [48 F + 48, 64], of any type.
 * @returns Value of shape [F, 4, 48, 32].
 */
export function appendBlockPatches(graph: GraphBuilder, rows: string): string {
  const pairs = graph.node("Reshape", [rows, graph.ints([-1, 2, MEL_BANDS / 2, 2])]);
  const upper = appendSlice(graph, pairs, { axis: 1, from: 0, to: 1 });
  const lower = appendSlice(graph, pairs, { axis: 1, from: 1, to: 2 });
  const blocks = graph.node("Concat", [upper, lower], { axis: { int: 3 } });
  const patches = appendPatches(graph, blocks, [PATCH_ROWS / 2, MEL_BANDS / 2, 4]);
  return graph.node("Transpose", [patches], { perm: { ints: [0, 3, 1, 2] } });
}
