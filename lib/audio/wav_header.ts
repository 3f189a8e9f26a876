import { brokenWav, emptyFile, notAudio, truncatedWav } from "./audio_format_error.ts";
import { sniffFormat } from "./sniff_format.ts";
import { readWavFormat, type WavFormat } from "./wav_format.ts";

/** What a WAV file says of itself, checked against what is there. */
export interface WavHeader extends WavFormat {
  /** Sample frames, at least 1: one sample for each channel. */
  frames: number;
  /** Where in the file the first frame starts. */
  dataOffset: number;
}

/** Stands for "see the ds64 chunk" in RF64, and for "not known yet" in a WAV that was written to a pipe. */
const UNKNOWN_SIZE = 0xffff_ffff;

/**
 * Walks the chunks of a WAV file up to its samples: RIFF, RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088).
 * Nothing is allocated by what the file says of its sizes.
 *
 * @throws {AudioFormatError} if it is no WAV, is cut short, contradicts itself, or has a codec not read here.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkContainer(file, bytes);
  let format: WavFormat | undefined;
  let longSize: number | undefined;
  for (let at = 12; at + 8 <= file.byteLength;) {
    const id = ascii(file, at);
    const size = file.getUint32(at + 4, true);
    const start = at + 8;
    const present = file.byteLength - start;
    if (id === "data") {
      if (!format) throw brokenWav("its data chunk stands before its fmt chunk");
      const dataBytes = size === UNKNOWN_SIZE ? longSize ?? size : size;
      return { ...format, frames: countFrames(format, dataBytes, present), dataOffset: start };
    }
    if (size > present) {
      const name = id.replace(/[^\x20-\x7e]/g, "."); // it may be anything, and messages are one line
      throw truncatedWav(`its "${name}" chunk should hold ${size} bytes, got ${present}`);
    }
    const chunk = new DataView(bytes.buffer, bytes.byteOffset + start, size);
    if (id === "fmt ") format = readWavFormat(chunk);
    if (id === "ds64") longSize = readLongSize(chunk);
    at = start + size + size % 2;
  }
  throw truncatedWav(format ? "it has no data chunk" : "it has no fmt chunk and no data chunk");
}

function checkContainer(file: DataView, bytes: Uint8Array): void {
  if (bytes.length === 0) throw emptyFile();
  const isRiff = file.byteLength >= 4 && ["RIFF", "RF64", "BW64"].includes(ascii(file, 0));
  if (isRiff && file.byteLength < 12) {
    throw truncatedWav(`its header should hold 12 bytes, got ${file.byteLength}`);
  }
  if (!isRiff || ascii(file, 8) !== "WAVE") throw notAudio("a WAV file", sniffFormat(bytes));
}

/** The size of the data chunk, which stands in the ds64 chunk behind the size of the whole file. */
function readLongSize(chunk: DataView): number {
  if (chunk.byteLength < 16) {
    throw brokenWav(`its ds64 chunk should hold at least 16 bytes, got ${chunk.byteLength}`);
  }
  return Number(chunk.getBigUint64(8, true));
}

function countFrames(
  { channels, bytesPerSample }: WavFormat,
  dataBytes: number,
  present: number,
): number {
  const frameBytes = channels * bytesPerSample;
  if (dataBytes === 0) throw brokenWav("it holds no samples");
  if (dataBytes === UNKNOWN_SIZE && present < dataBytes) {
    throw brokenWav("its length is unknown, as when it was written to a pipe");
  }
  if (dataBytes > present) {
    throw truncatedWav(`its data chunk should hold ${dataBytes} bytes, got ${present}`);
  }
  if (dataBytes % frameBytes !== 0) {
    throw truncatedWav(`its ${dataBytes} bytes of samples end within a frame of ${frameBytes}`);
  }
  return dataBytes / frameBytes;
}

function ascii(file: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => file.getUint8(at + i)));
}
