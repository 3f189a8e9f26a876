import type { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendSlice } from "./append_slice.ts";
import { PATCH_HOP_ROWS, PATCH_ROWS } from "./log_mel_graph.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";

/**
 * Adds nodes that cut log-mel rows into the overlapping patches that frames are made from: each is one
 * half of 48 rows and the next.
 *
 * @param rows Value of shape [48 F + 48, 64], of any type.
 * @param shape Of one patch in the result; [96, 64] with axes of length 1 where the caller wants them.
 * @returns Value of shape [F, ...shape].
 */
export function appendPatches(
  graph: GraphBuilder,
  rows: string,
  shape: readonly number[] = [PATCH_ROWS, MEL_BANDS],
): string {
  const halves = graph.node("Reshape", [rows, graph.ints([-1, PATCH_HOP_ROWS * MEL_BANDS])]);
  const first = appendSlice(graph, halves, { axis: 0, from: 0, to: -1 });
  const second = appendSlice(graph, halves, { axis: 0, from: 1 });
  const patches = graph.node("Concat", [first, second], { axis: { int: 1 } });
  return graph.node("Reshape", [patches, graph.ints([-1, ...shape])]);
}
