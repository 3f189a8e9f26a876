import type { GraphBuilder } from "../onnx/graph_builder.ts";

/** "To the end", as ONNX's Slice wants it. */
const END = 2 ** 31 - 1;

/** A range along an axis; a negative number counts from the end, no `to` means to the end. */
export interface Range {
  axis: number;
  from: number;
  to?: number | undefined;
}

/** Adds a Slice node: the part of `value` within all `ranges`. */
export function appendSlice(
  graph: GraphBuilder,
  value: string,
  ...ranges: readonly Range[]
): string {
  return graph.node("Slice", [
    value,
    graph.ints(ranges.map(({ from }) => from)),
    graph.ints(ranges.map(({ to }) => to ?? END)),
    graph.ints(ranges.map(({ axis }) => axis)),
  ]);
}
