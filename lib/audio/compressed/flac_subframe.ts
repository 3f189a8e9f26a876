import { brokenFile } from "../audio_format_error.ts";
import type { BitReader } from "./bit_reader.ts";

/** A polynomial through the last samples, as a predictor's weights: the order says how many (section 9.2.5). */
const FIXED_WEIGHTS: readonly (readonly number[])[] = [
  [],
  [1],
  [2, -1],
  [3, -3, 1],
  [4, -6, 4, -1],
];

/**
 * Decodes one channel of a FLAC frame (RFC 9639, section 9.2).
 *
 * @param bits Width of its samples.
 * @returns As many whole numbers as the block has samples.
 * @throws {AudioFormatError} if it is cut short or of a form that is reserved.
 */
export function readSubframe(reader: BitReader, blockSize: number, bits: number): Float64Array {
  const head = reader.unsigned(8);
  const type = head >>> 1 & 0x3f;
  const wasted = head & 1 ? reader.unary() + 1 : 0;
  if (head >>> 7 === 1 || wasted >= bits) throw brokenFile("FLAC", "a subframe starts wrongly");
  const samples = new Float64Array(blockSize);
  readSamples(reader, samples, type, bits - wasted);
  if (wasted > 0) {
    for (let i = 0; i < blockSize; i++) {
      samples[i] = (samples[i] ?? 0) * 2 ** wasted;
    }
  }
  return samples;
}

function readSamples(reader: BitReader, samples: Float64Array, type: number, bits: number): void {
  if (type === 0) {
    samples.fill(reader.signed(bits));
  } else if (type === 1) {
    readRaw(reader, samples, 0, samples.length, bits);
  } else if (type >= 8 && type <= 12) {
    const weights = FIXED_WEIGHTS[type - 8] ?? [];
    startWith(reader, samples, weights.length, bits);
    readResidual(reader, samples, weights.length);
    predict(samples, weights, 0);
  } else if (type >= 32) {
    const order = type - 31;
    startWith(reader, samples, order, bits);
    const precision = reader.unsigned(4) + 1;
    const shift = reader.signed(5);
    if (precision === 16 || shift < 0) {
      throw brokenFile("FLAC", "a predictor is of a reserved form");
    }
    const weights = Array.from({ length: order }, () => reader.signed(precision));
    readResidual(reader, samples, order);
    predict(samples, weights, shift);
  } else {
    throw brokenFile("FLAC", `a subframe is of the reserved type ${type}`);
  }
}

function startWith(reader: BitReader, samples: Float64Array, order: number, bits: number): void {
  if (order > samples.length) throw brokenFile("FLAC", "a predictor is longer than its block");
  readRaw(reader, samples, 0, order, bits);
}

function readRaw(
  reader: BitReader,
  samples: Float64Array,
  start: number,
  end: number,
  bits: number,
): void {
  for (let i = start; i < end; i++) samples[i] = reader.signed(bits);
}

/** What the predictor missed, in partitions that each have a Rice parameter of their own (section 9.2.7). */
function readResidual(reader: BitReader, samples: Float64Array, order: number): void {
  const method = reader.unsigned(2);
  if (method > 1) throw brokenFile("FLAC", "a residual is of a reserved form");
  const parameterBits = method === 0 ? 4 : 5;
  const escape = 2 ** parameterBits - 1;
  const partitions = 2 ** reader.unsigned(4);
  const size = samples.length / partitions;
  if (!Number.isInteger(size) || size < order) {
    throw brokenFile("FLAC", `${samples.length} samples do not make ${partitions} partitions`);
  }
  for (let partition = 0; partition < partitions; partition++) {
    const start = partition === 0 ? order : partition * size;
    const end = (partition + 1) * size;
    const parameter = reader.unsigned(parameterBits);
    if (parameter < escape) reader.rice(samples, start, end, parameter);
    else readRaw(reader, samples, start, end, reader.unsigned(5));
  }
}

/** Adds to each sample behind the first ones what its predecessors say of it; exact up to 2^53. */
function predict(samples: Float64Array, weights: readonly number[], shift: number): void {
  const order = weights.length;
  const taps = Float64Array.from(weights);
  const scale = 2 ** -shift;
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let tap = 0; tap < order; tap++) sum += (taps[tap] ?? 0) * (samples[i - 1 - tap] ?? 0);
    samples[i] = (samples[i] ?? 0) + Math.floor(sum * scale);
  }
}
