import assert from "node:assert/strict";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendPatches } from "./append_patches.ts";
import { appendBlockPatches, overBlocks } from "./pixel_blocks.ts";
import { openForTest } from "./test_session.ts";
import type { ConvolutionLayer } from "./yamnet_layers.ts";

/** A convolution in floats, which are exact for small whole numbers. */
function appendConvolution(graph: GraphBuilder, patches: string, layer: ConvolutionLayer): string {
  const { weights, strides, pads } = layer;
  const filters = graph.constant(Float32Array.from(weights.values), weights.shape);
  return graph.node("Conv", [patches, filters], {
    strides: { ints: strides },
    pads: { ints: pads },
  });
}

Deno.test("overBlocks() and appendBlockPatches() give the plain convolution's sums", async () => {
  const layer: ConvolutionLayer = {
    weights: {
      values: Int8Array.from({ length: 5 * 9 }, (_, i) => (i * 37) % 23 - 11),
      shape: [5, 1, 3, 3],
      scales: [1],
      bias: new Int32Array(5),
    },
    groups: 1,
    strides: [2, 2],
    pads: [0, 0, 1, 1],
    output: { scale: 1, zeroPoint: 0 },
  };
  const graph = new GraphBuilder("both");
  const rows = graph.input("rows", "float32", ["rows", 64]);
  const plain = appendConvolution(graph, appendPatches(graph, rows, [1, 96, 64]), layer);
  const blocks = appendConvolution(graph, appendBlockPatches(graph, rows), overBlocks(layer));
  graph.output(plain, "plain", "float32", ["frames", 5, 48, 32]);
  graph.output(blocks, "blocks", "float32", ["frames", 5, 48, 32]);

  const run = await openForTest(graph.build());
  const shape = [48 * 3 + 48, 64];
  const values = Float32Array.from({ length: 192 * 64 }, (_, i) => (i * i) % 101);
  const results = await run({ rows: { values, shape } });
  assert.deepEqual(results.plain?.shape, [3, 5, 48, 32]);
  assert.deepEqual(results.blocks, results.plain);
});
