import { GraphBuilder } from "../onnx/graph_builder.ts";
import { type LowPass, lowPassFor } from "./kaiser_sinc.ts";
import type { RateRatio } from "./rate_ratio.ts";

/** Fewer columns than this leave a matrix product too narrow to be fast. */
const MIN_PHASES = 32;

/** Phases that share a matrix: more of them reach over more source samples, most of which each does not need. */
const GROUP_PHASES = 80;

/** Sizes of the steps in which a ratio is resampled. */
export interface StepShape {
  /** Target samples of a step. */
  phases: number;
  /** Source samples from one step to the next. */
  stride: number;
  /** Source samples before a step's first that the filter reaches. */
  reach: number;
  /** Source samples that a step reads. */
  kernel: number;
}

/** The steps for a ratio; each so many periods of the ratio that it has enough target samples. */
export function stepShape({ from, to }: RateRatio): StepShape {
  const periods = Math.ceil(MIN_PHASES / to);
  const phases = to * periods;
  const reach = Math.ceil(lowPassFor(to / from).halfWidth);
  const kernel = 2 * reach + 1 + Math.ceil((phases - 1) * from / to);
  return { phases, stride: from * periods, reach, kernel };
}

/** How many rows of one stride a step's samples stand in. */
export function rowsOfStep({ kernel, stride }: StepShape): number {
  return Math.ceil(kernel / stride);
}

/**
 * The ONNX model that resamples: `x` f32[steps + rows of a step - 1, stride] → `y` f32[steps · phases]. The
 * samples lie in rows of one stride, so that nothing is unfolded.
 */
export function resamplingModel(ratio: RateRatio, shape: StepShape): Uint8Array {
  const { phases, stride } = shape;
  const filter = lowPassFor(ratio.to / ratio.from);
  const graph = new GraphBuilder("resample");
  const x = graph.input("x", "float32", ["rows", stride]);
  const groups = Math.ceil(phases / GROUP_PHASES);
  const targets = Array.from({ length: groups }, (_, group) => {
    const first = Math.round(group * phases / groups);
    const end = Math.round((group + 1) * phases / groups);
    const centres = Array.from(
      { length: end - first },
      (_, i) => shape.reach + (first + i) * ratio.from / ratio.to,
    );
    return appendPhases(graph, x, shape, filter, centres);
  });
  const steps = graph.node("Concat", targets, { axis: { int: 1 } });
  graph.output(graph.node("Reshape", [steps, graph.ints([-1])]), "y", "float32", ["samples"]);
  return graph.build();
}

/**
 * The target samples of some phases: a matrix product for each row that their step's samples stand in,
 * added up.
 *
 * @param centres Where the target samples lie among the step's source samples.
 * @returns Value of shape [steps, phases].
 */
function appendPhases(
  graph: GraphBuilder,
  x: string,
  shape: StepShape,
  filter: LowPass,
  centres: readonly number[],
): string {
  const { stride } = shape;
  const rows = rowsOfStep(shape);
  const first = Math.ceil((centres[0] ?? 0) - filter.halfWidth);
  const end = Math.floor((centres.at(-1) ?? 0) + filter.halfWidth) + 1;
  const products: string[] = [];
  for (let row = 0; row < rows; row++) {
    const start = Math.max(first, row * stride);
    const columns = Math.min(end, (row + 1) * stride) - start;
    if (columns <= 0) continue;
    const column = start - row * stride;
    const lastRow = row === rows - 1 ? Number.MAX_SAFE_INTEGER : row - rows + 1;
    const samples = graph.node("Slice", [
      x,
      graph.ints([row, column]),
      graph.ints([lastRow, column + columns]),
      graph.ints([0, 1]),
    ]);
    const weights = filterMatrix(filter, start, columns, centres);
    products.push(
      graph.node("MatMul", [samples, graph.constant(weights, [columns, centres.length])]),
    );
  }
  return products.reduce((sum, product) => graph.node("Add", [sum, product]));
}

/** Column i holds the filter around `centres[i]`, row j its weight for the step's source sample `start + j`. */
function filterMatrix(
  { halfWidth, at }: LowPass,
  start: number,
  rows: number,
  centres: readonly number[],
): Float32Array {
  const weights = new Float32Array(rows * centres.length);
  centres.forEach((centre, column) => {
    const first = Math.max(start, Math.ceil(centre - halfWidth));
    const last = Math.min(start + rows - 1, Math.floor(centre + halfWidth));
    for (let i = first; i <= last; i++) {
      weights[(i - start) * centres.length + column] = at(i - centre);
    }
  });
  return weights;
}
