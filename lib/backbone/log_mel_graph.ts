import { FRAME_HOP, FRAME_LENGTH, SAMPLE_RATE_HZ } from "../audio/frames.ts";
import type { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendSlice } from "./append_slice.ts";
import { foldedFourier } from "./folded_fourier.ts";
import { MEL_BANDS, melFilterbank } from "./mel_filterbank.ts";

/** 25 ms. */
const WINDOW_LENGTH = 400;
/** 10 ms. */
const WINDOW_HOP = 160;
/** From one row of a log-mel spectrogram to the next. */
export const LOG_MEL_HOP_SECONDS = WINDOW_HOP / SAMPLE_RATE_HZ;
const FFT_LENGTH = 512;

/** Added to each band, keeps the logarithm of silence finite. */
const LOG_OFFSET = 0.001;

/** Rows of a patch, the log-mel values of one frame, and rows from one patch's start to the next one's. */
export const PATCH_ROWS = 96;
export const PATCH_HOP_ROWS = FRAME_HOP / WINDOW_HOP;

/**
 * YAMNet's frontend as ONNX nodes: the waveform padded to whole frames, and the logarithm of its mel
 * spectrogram (periodic Hann window, 64 bands, ln(magnitude + 0.001)), by features.py of
 * https://github.com/tensorflow/models/tree/master/research/audioset/yamnet.
 *
 * @param waveform Value of shape [N], any N from 0, at 16 kHz.
 * @returns Value of shape [48 F + 48, 64], F as `frameCount()` has it.
 */
export function appendLogMel(graph: GraphBuilder, waveform: string): string {
  const filterbank = melFilterbank(FFT_LENGTH, SAMPLE_RATE_HZ);
  const { firstBin, bins } = filterbank;
  const { cosines, sines } = foldedFourier({
    windowLength: WINDOW_LENGTH,
    fftLength: FFT_LENGTH,
    firstBin,
    bins,
  });
  const { even, odd } = appendFoldedWindows(graph, appendPadding(graph, waveform));
  const shape = [WINDOW_LENGTH / 2, bins];
  const real = graph.node("MatMul", [even, graph.constant(cosines, shape)]);
  const imaginary = graph.node("MatMul", [odd, graph.constant(sines, shape)]);
  const power = graph.node("Add", [
    graph.node("Mul", [real, real]),
    graph.node("Mul", [imaginary, imaginary]),
  ]);
  const mel = graph.node("Gemm", [
    graph.node("Sqrt", [power]),
    graph.constant(filterbank.weights, [bins, MEL_BANDS]),
    graph.floats([LOG_OFFSET]),
  ]);
  return graph.node("Log", [mel]);
}

/**
 * Adds zeros up to the end of the last frame and on to the next multiple of the window's hop.
 *
 * @returns Value of shape [160 (48 F + 50)].
 */
function appendPadding(graph: GraphBuilder, waveform: string): string {
  const length = graph.node("Shape", [waveform]);
  const beyond = graph.node("Max", [
    graph.node("Sub", [length, graph.ints([FRAME_LENGTH])]),
    graph.ints([0]),
  ]);
  const roundedUp = graph.node("Add", [beyond, graph.ints([FRAME_HOP - 1])]);
  const hops = graph.node("Div", [roundedUp, graph.ints([FRAME_HOP])]);
  const firstFrame = Math.ceil(FRAME_LENGTH / WINDOW_HOP) * WINDOW_HOP;
  const paddedLength = graph.node("Add", [
    graph.node("Mul", [hops, graph.ints([FRAME_HOP])]),
    graph.ints([firstFrame]),
  ]);
  const zeros = graph.node("Sub", [paddedLength, length]);
  return graph.node("Pad", [
    waveform,
    graph.node("Concat", [graph.ints([0]), zeros], { axis: { int: 0 } }),
  ]);
}

/**
 * Cuts windows of 400 samples every 160 and folds them around their middle, see `foldedFourier()`.
 *
 * The samples stand in blocks of one hop. A window is one block, the next, and half of the one after;
 * its middle is 40 samples into the second. Row t of each half is for the window that starts at block t.
 *
 * @returns Two values of shape [48 F + 48, 200]: x[m] + x[-m] and x[m] - x[-m].
 */
function appendFoldedWindows(
  graph: GraphBuilder,
  samples: string,
): { even: string; odd: string } {
  const half = WINDOW_LENGTH / 2;
  const middle = half - WINDOW_HOP;
  const blocks = graph.node("Reshape", [samples, graph.ints([-1, WINDOW_HOP])]);
  const reversed = graph.node("Slice", [
    blocks,
    graph.ints([-1]),
    graph.ints([-WINDOW_HOP - 1]),
    graph.ints([1]),
    graph.ints([-1]),
  ]);
  const rows = (block: string, shift: number, from: number, to: number) =>
    appendSlice(
      graph,
      block,
      { axis: 0, from: shift, to: shift === 2 ? undefined : shift - 2 },
      { axis: 1, from, to },
    );
  const forwards = graph.node("Concat", [
    rows(blocks, 1, middle, WINDOW_HOP),
    rows(blocks, 2, 0, half - (WINDOW_HOP - middle)),
  ], { axis: { int: 1 } });
  const backwards = graph.node("Concat", [
    rows(reversed, 1, WINDOW_HOP - 1 - middle, WINDOW_HOP),
    rows(reversed, 0, 0, WINDOW_HOP - 1),
  ], { axis: { int: 1 } });
  return {
    even: graph.node("Add", [forwards, backwards]),
    odd: graph.node("Sub", [forwards, backwards]),
  };
}
