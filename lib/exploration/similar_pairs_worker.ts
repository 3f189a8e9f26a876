import * as ort from "onnxruntime-node";
import type { SimilarPair } from "../dataset/checks/check_near_duplicates.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { serveWorker } from "../workers/serve_worker.ts";
import { NearestClips } from "./nearest_clips.ts";

/** Clips to compare, and when two are similar; see `similarPairs()`. */
export interface SimilarPairsRequest {
  /** A row for each clip, of length 1. */
  vectors: Float32Array<ArrayBuffer>;
  /** Of a row. */
  size: number;
  /** Clips of one group are not compared. */
  groups: Int32Array<ArrayBuffer>;
  neighbours: number;
  largestRatio: number;
  sameDistance: number;
}

/** Clips that are compared with as many others in one matrix product. */
const BLOCK_ROWS = 1024;

serveWorker<{ threads: number }, SimilarPairsRequest, SimilarPair[]>(async ({ threads }) => {
  const session = await ort.InferenceSession.create(productModel(), {
    intraOpNumThreads: threads,
    enableMemPattern: false,
  });
  return {
    async answer(request) {
      const nearest = new NearestClips(request.groups, request.neighbours);
      await compareAll(session, request, nearest);
      return { response: similarPairs(request, nearest) };
    },
    close: () => session.release(),
  };
});

/** Scalar products of all rows of two matrices: `a` f32[M, D], `b` f32[N, D] → `c` f32[M, N]. */
function productModel(): Uint8Array {
  const graph = new GraphBuilder("similarities");
  const a = graph.input("a", "float32", ["m", "d"]);
  const b = graph.input("b", "float32", ["n", "d"]);
  graph.output(graph.node("Gemm", [a, b], { transB: { int: 1 } }), "c", "float32", ["m", "n"]);
  return graph.build();
}

async function compareAll(
  session: ort.InferenceSession,
  { vectors, size, groups }: SimilarPairsRequest,
  nearest: NearestClips,
): Promise<void> {
  const block = (start: number) => {
    const rows = vectors.subarray(start * size, (start + BLOCK_ROWS) * size);
    return new ort.Tensor("float32", rows, [rows.length / size, size]);
  };
  for (let row = 0; row < groups.length; row += BLOCK_ROWS) {
    for (let column = row; column < groups.length; column += BLOCK_ROWS) {
      const { c } = await session.run({ a: block(row), b: block(column) });
      if (!(c?.data instanceof Float32Array)) throw new TypeError("The product gave no floats");
      seeBlock(nearest, c.data, row, column, c.dims[1] ?? 0);
      c.dispose();
    }
  }
}

/** @param width Columns of the block, whose first row and column are those of clips `row` and `column`. */
function seeBlock(
  nearest: NearestClips,
  similarities: Float32Array,
  row: number,
  column: number,
  width: number,
): void {
  for (let i = 0; i * width < similarities.length; i++) {
    for (let j = row === column ? i + 1 : 0; j < width; j++) {
      nearest.see(row + i, column + j, 1 - (similarities[i * width + j] ?? 0));
    }
  }
}

/** A similar pair is among the neighbours of both its clips: no other pairs have to be kept. */
function similarPairs(
  { groups, neighbours, largestRatio, sameDistance }: SimilarPairsRequest,
  nearest: NearestClips,
): SimilarPair[] {
  const reaches = Array.from(groups, (_, clip) => {
    const farthest = nearest.neighboursOf(clip)[neighbours - 1]?.distance ?? 0;
    return Math.max(sameDistance, largestRatio * farthest);
  });
  return reaches.flatMap((reach, clip) =>
    nearest.neighboursOf(clip)
      .filter(({ row, distance }) => row > clip && distance <= Math.min(reach, reaches[row] ?? 0))
      .map(({ row, distance }): SimilarPair => ({ rows: [clip, row], similarity: 1 - distance }))
  ).sort((a, b) => b.similarity - a.similarity);
}
