import type { Clip } from "../../audio/clip.ts";
import { base64Audio } from "./base64_audio.ts";
import type { RequestInput } from "./inference_v2.ts";
import { BodyError } from "./parsed_body.ts";
import { readSamples } from "./samples.ts";

const PLACE = "inputs.0.data";

/**
 * Clips from a tensor in JSON, whose numbers may be flat or in rows; files are base64 texts.
 *
 * @throws {BodyError} if the data does not fill the shape.
 */
export function jsonTensor({ name, shape, data }: RequestInput): Clip[] {
  if (data === undefined) throw tensorError("wanted data, in JSON or as binary data");
  if (name === "audio") {
    checkSize(data.length, shape[0], "files");
    return data.map((value, index) => ({ bytes: readFile(value, index) }));
  }
  const values = Array.isArray(data[0]) ? joinRows(data, shape) : data;
  return splitClips(readSamples(values, PLACE), shape);
}

/**
 * Clips from binary data: little-endian floats, or files each with its length before it in four bytes.
 *
 * @throws {BodyError} if the data does not fill the shape.
 */
export function binaryTensor({ name, shape }: RequestInput, data: Uint8Array<ArrayBuffer>): Clip[] {
  if (name === "audio") return splitFiles(data, shape[0]);
  checkSize(data.length, 4 * sizeOf(shape), "bytes");
  return splitClips(new Float32Array(data.slice().buffer), shape); // a copy, as floats start at fours
}

function joinRows(rows: readonly unknown[], shape: RequestInput["shape"]): unknown[] {
  const [length, width] = shape;
  if (width === undefined || rows.length !== length) {
    throw tensorError("wanted as many rows as the shape");
  }
  return rows.flatMap((row) => {
    if (Array.isArray(row) && row.length === width) return row;
    throw tensorError(`wanted rows of ${width} numbers`);
  });
}

/** Each clip in memory of its own, as it will be handed over. */
function splitClips(samples: Float32Array<ArrayBuffer>, shape: RequestInput["shape"]): Clip[] {
  checkSize(samples.length, sizeOf(shape), "numbers");
  const [clips, length] = shape.length === 1 ? [1, ...shape] : shape;
  return Array.from(
    { length: clips },
    (_, clip) => ({ waveform: samples.slice(clip * length, (clip + 1) * length) }),
  );
}

function readFile(value: unknown, index: number): Uint8Array<ArrayBuffer> {
  const place = `${PLACE}.${index}`;
  return base64Audio(typeof value === "string" ? value : "-", place);
}

function splitFiles(data: Uint8Array<ArrayBuffer>, count: number): Clip[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const clips: Clip[] = [];
  let at = 0;
  while (at + 4 <= data.length) {
    const end = at + 4 + view.getUint32(at, true);
    if (end > data.length) throw tensorError(`file ${clips.length} is longer than the data`);
    if (clips.length === count) throw tensorError(`wanted ${count} files, got more`);
    clips.push({ bytes: data.slice(at + 4, end) });
    at = end;
  }
  checkSize(clips.length, count, "files");
  checkSize(at, data.length, "bytes");
  return clips;
}

function sizeOf([length, width = 1]: RequestInput["shape"]): number {
  return length * width;
}

function checkSize(size: number, wanted: number, what: string): void {
  if (size !== wanted) throw tensorError(`wanted ${wanted} ${what} by the shape, got ${size}`);
}

function tensorError(what: string): BodyError {
  return new BodyError(`Cannot read the request's body: ${PLACE}: ${what}`);
}
