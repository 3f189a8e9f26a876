import { brokenFile } from "../audio_format_error.ts";
import { BitReader } from "./bit_reader.ts";
import { makeCrc } from "./crc.ts";
import type { FlacInfo } from "./flac_info.ts";
import { readSubframe } from "./flac_subframe.ts";

const crc8 = makeCrc(8, 0x07);
const crc16 = makeCrc(16, 0x8005);

/** 14 bits of sync code and a 0; the bit after it says whether the blocks vary in size. */
const SYNC = 0x7ffc;

/** By their codes in a frame's header (RFC 9639, section 9.1). */
const RATES_HZ = [
  undefined,
  88_200,
  176_400,
  192_000,
  8_000,
  16_000,
  22_050,
  24_000,
  32_000,
  44_100,
  48_000,
  96_000,
];
const WIDTHS = [undefined, 8, 12, undefined, 16, 20, 24, 32];

/** How two channels are stored: as they are, or one of them, or their mean, with their difference ("side"). */
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

/** A frame's samples by channel, as whole numbers, and how many bytes it took. */
export interface FlacFrame {
  channels: Float64Array[];
  bytes: number;
}

/**
 * Decodes the frame at the start of `bytes`, and checks both of its checksums.
 *
 * @throws {AudioFormatError} if there is none, or it is damaged, cut short, or other than the file's `info`.
 */
export function readFlacFrame(bytes: Uint8Array, info: FlacInfo): FlacFrame {
  const reader = new BitReader(bytes, "FLAC");
  const { blockSize, assignment } = readHeader(reader, bytes, info);
  const channels = Array.from({ length: info.channels }, (_, channel) => {
    const isSide = assignment === SIDE_RIGHT ? channel === 0 : assignment > 7 && channel === 1;
    return readSubframe(reader, blockSize, info.bitsPerSample + (isSide ? 1 : 0));
  });
  reader.align();
  const end = reader.byte;
  if (reader.unsigned(16) !== crc16(bytes.subarray(0, end))) {
    throw brokenFile("FLAC", "a frame is damaged: its checksum differs");
  }
  const [first, second] = channels;
  if (first && second) separate(first, second, assignment);
  return { channels, bytes: end + 2 };
}

function readHeader(
  reader: BitReader,
  bytes: Uint8Array,
  { sampleRateHz, channels, bitsPerSample }: FlacInfo,
): { blockSize: number; assignment: number } {
  if (reader.unsigned(15) !== SYNC) throw brokenFile("FLAC", "no frame starts where one should");
  reader.unsigned(1); // whether blocks vary in size: then a sample is counted, else a frame
  const [sizeCode, rateCode] = [reader.unsigned(4), reader.unsigned(4)];
  const assignment = reader.unsigned(4);
  const width = WIDTHS[reader.unsigned(3)] ?? bitsPerSample;
  reader.unsigned(1);
  passNumber(reader);
  const blockSize = readBlockSize(reader, sizeCode);
  const rateHz = readRate(reader, rateCode) ?? sampleRateHz;
  const end = reader.byte;
  if (reader.unsigned(8) !== crc8(bytes.subarray(0, end))) {
    throw brokenFile("FLAC", "the header of a frame is damaged: its checksum differs");
  }
  const count = assignment <= 7 ? assignment + 1 : 2;
  if (rateHz !== sampleRateHz || count !== channels || width !== bitsPerSample || assignment > 10) {
    throw brokenFile(
      "FLAC",
      `a frame of ${count} channels of ${width} bits at ${rateHz} Hz stands in a file of ` +
        `${channels} of ${bitsPerSample} bits at ${sampleRateHz} Hz`,
    );
  }
  return { blockSize, assignment };
}

/** The frame's or sample's number, in the manner of UTF-8. */
function passNumber(reader: BitReader): void {
  const first = reader.unsigned(8);
  const ones = Math.clz32(~(first << 24));
  for (let i = 1; i < ones; i++) reader.unsigned(8);
}

function readBlockSize(reader: BitReader, code: number): number {
  if (code === 0) throw brokenFile("FLAC", "a block is of a reserved size");
  if (code === 1) return 192;
  if (code <= 5) return 144 * 2 ** code;
  if (code === 6) return reader.unsigned(8) + 1;
  if (code === 7) return reader.unsigned(16) + 1;
  return 2 ** code;
}

function readRate(reader: BitReader, code: number): number | undefined {
  if (code === 12) return reader.unsigned(8) * 1_000;
  if (code === 13) return reader.unsigned(16);
  if (code === 14) return reader.unsigned(16) * 10;
  if (code === 15) throw brokenFile("FLAC", "a frame's sample rate is of a reserved form");
  return RATES_HZ[code];
}

/** Makes left and right, in place, of what was stored. */
function separate(first: Float64Array, second: Float64Array, assignment: number): void {
  for (let i = 0; i < first.length && assignment >= LEFT_SIDE; i++) {
    const [a, b] = [first[i] ?? 0, second[i] ?? 0];
    if (assignment === LEFT_SIDE) second[i] = a - b;
    else if (assignment === SIDE_RIGHT) first[i] = a + b;
    else if (assignment === MID_SIDE) {
      const sum = 2 * a + Math.abs(b % 2); // the mean has lost the sum's lowest bit, which the side has too
      first[i] = (sum + b) / 2;
      second[i] = (sum - b) / 2;
    }
  }
}
