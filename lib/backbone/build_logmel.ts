import { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendPatches } from "./append_patches.ts";
import { appendSlice } from "./append_slice.ts";
import { encodeBackboneMetadata } from "./backbone_metadata.ts";
import { appendLogMel } from "./log_mel_graph.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";

/** Along the rows of a patch. */
const ROWS = 1;

/**
 * A backbone without weights: YAMNet's frontend, and statistics of each frame's patch. For each of the 64
 * bands: mean, standard deviation, minimum, maximum, and the mean size of the step from one row to the
 * next.
 *
 * It hears loudness, timbre and how restless a sound is, and knows nothing of what sounds mean.
 */
export function buildLogMel(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder("logmel");
  const waveform = graph.input("waveform", "float32", ["samples"]);
  const logMel = appendLogMel(graph, waveform);
  const statistics = appendStatistics(graph, appendPatches(graph, logMel));
  graph.output(
    graph.node("Concat", statistics, { axis: { int: 1 } }),
    "embeddings",
    "float32",
    ["frames", statistics.length * MEL_BANDS],
  );
  graph.output(logMel, "log_mel", "float32", ["rows", MEL_BANDS]);
  return graph.build(encodeBackboneMetadata({
    name: "logmel",
    precision: "float32",
    labels: [],
    description:
      "Log-mel statistics: mean, deviation, minimum, maximum and mean step of 64 mel bands in each frame; a baseline without learned weights",
    licence: "none needed",
    source: "",
    sourceSha256: "",
  }));
}

/** Values of shape [F, 64] from patches of shape [F, 96, 64]. */
function appendStatistics(graph: GraphBuilder, patches: string): string[] {
  const reduce = (opType: string, value: string, keepdims = 0) =>
    graph.node(opType, [value], { axes: { ints: [ROWS] }, keepdims: { int: keepdims } });
  const centred = graph.node("Sub", [patches, reduce("ReduceMean", patches, 1)]);
  const variance = reduce("ReduceMean", graph.node("Mul", [centred, centred]));
  const steps = graph.node("Sub", [
    appendSlice(graph, patches, { axis: ROWS, from: 1 }),
    appendSlice(graph, patches, { axis: ROWS, from: 0, to: -1 }),
  ]);
  return [
    reduce("ReduceMean", patches),
    graph.node("Sqrt", [variance]),
    reduce("ReduceMin", patches),
    reduce("ReduceMax", patches),
    reduce("ReduceMean", graph.node("Abs", [steps])),
  ];
}
