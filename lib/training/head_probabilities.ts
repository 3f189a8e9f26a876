import { InferenceSession, Tensor } from "onnxruntime-node";
import { joinSamples } from "../audio/join_samples.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import type { Head } from "./head.ts";
import { appendHead } from "./head_graph.ts";

/**
 * What a head says about pooled embeddings, by the same graph that goes into a model package.
 *
 * @param pooled One vector a clip, as `poolFrames()` gives it for the head's pooling.
 * @returns For each clip a probability for each of the head's labels.
 * @throws {RangeError} if a vector has another length than the head takes.
 */
export async function headProbabilities(
  head: Head,
  pooled: readonly Float32Array[],
): Promise<Float32Array[]> {
  const size = head.mean.length;
  const wrong = pooled.find((vector) => vector.length !== size);
  if (wrong) {
    throw new RangeError(
      `Cannot run the head: wanted ${size} values for a clip ("${head.pooling}" pooling), got ${wrong.length}`,
    );
  }
  if (pooled.length === 0) return [];
  const session = await InferenceSession.create(headModel(head));
  const { probabilities } = await session.run({
    pooled: new Tensor("float32", joinSamples(pooled), [pooled.length, size]),
  });
  await session.release();
  const values = probabilities?.data;
  if (!(values instanceof Float32Array)) throw new TypeError("Cannot run the head: no output");
  const classes = head.labels.length;
  return pooled.map((_, row) => values.slice(row * classes, (row + 1) * classes));
}

function headModel(head: Head): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder("head");
  const pooled = graph.input("pooled", "float32", ["B", head.mean.length]);
  const probabilities = appendHead(graph, head, pooled);
  graph.output(probabilities, "probabilities", "float32", ["B", head.labels.length]);
  return graph.build();
}
