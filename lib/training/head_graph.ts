import type { GraphBuilder } from "../onnx/graph_builder.ts";
import type { DenseLayer, Head, Pooling } from "./head.ts";

/** Pools the frames of a clip: embeddings [F, D] → [1, P]. */
export function appendPooling(graph: GraphBuilder, embeddings: string, pooling: Pooling): string {
  const reduce = (operator: "ReduceMean" | "ReduceMax") =>
    graph.node(operator, [embeddings], { axes: { ints: [0] }, keepdims: { int: 1 } });
  if (pooling === "mean") return reduce("ReduceMean");
  if (pooling === "max") return reduce("ReduceMax");
  return graph.node("Concat", [reduce("ReduceMean"), reduce("ReduceMax")], { axis: { int: 1 } });
}

/** Pools each frame as a clip of one frame, whose mean and maximum are itself: embeddings [F, D] → [F, P]. */
export function appendFramePooling(
  graph: GraphBuilder,
  embeddings: string,
  pooling: Pooling,
): string {
  if (pooling !== "mean+max") return embeddings;
  return graph.node("Concat", [embeddings, embeddings], { axis: { int: 1 } });
}

/**
 * The head's forward pass, declared here and nowhere else: pooled embeddings [B, P] → probabilities [B, C].
 *
 * The trainer has arithmetic of its own for speed; its tests compare it with this.
 */
export function appendHead(graph: GraphBuilder, head: Head, pooled: string): string {
  const centred = graph.node("Sub", [pooled, graph.constant(head.mean)]);
  const standardized = graph.node("Mul", [centred, graph.constant(head.scale)]);
  const logits = head.layers.reduce(
    (value, layer) => appendDense(graph, layer, value),
    standardized,
  );
  return head.activation === "softmax"
    ? graph.node("Softmax", [logits], { axis: { int: 1 } })
    : graph.node("Sigmoid", [logits]);
}

function appendDense(graph: GraphBuilder, layer: DenseLayer, input: string): string {
  const weights = graph.constant(layer.weights, [layer.outputs, layer.inputs]);
  const sum = graph.node("Gemm", [input, weights, graph.constant(layer.bias)], {
    transB: { int: 1 },
  });
  return layer.activation === "relu" ? graph.node("Relu", [sum]) : sum;
}
