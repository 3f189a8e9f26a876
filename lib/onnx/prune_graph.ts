import type { onnx as Onnx } from "onnx-proto";

/**
 * Drops the nodes and constants that no output of the graph needs, such as a backbone's own classifier
 * under another head: they would cost space, and time when a session is opened.
 *
 * ONNX wants a graph's nodes in an order in which values are made before they are used, so that one pass
 * from the end finds all that is needed.
 */
export function pruneGraph(graph: Onnx.IGraphProto): Onnx.IGraphProto {
  const needed = new Set(graph.output?.map(({ name }) => name));
  const nodes = (graph.node ?? []).toReversed().filter((node) => {
    if (!node.output?.some((name) => needed.has(name))) return false;
    // An empty name stands for an optional input that is left out.
    for (const name of node.input ?? []) if (name !== "") needed.add(name);
    return true;
  });
  return {
    ...graph,
    node: nodes.reverse(),
    initializer: (graph.initializer ?? []).filter(({ name }) => needed.has(name)),
  };
}
