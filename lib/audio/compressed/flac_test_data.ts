import { createHash } from "node:crypto";
import { makeCrc } from "./crc.ts";

/** What a FLAC file for tests is made of. */
export interface FlacParts {
  /** Whole numbers by channel. */
  channels: readonly (readonly number[])[];
  bits?: number;
  sampleRateHz?: number;
  /** What its STREAMINFO says; 0 for not known. */
  samples?: number;
  /** Zeros for not known. */
  md5?: string;
  /** How two channels are stored: as they are, or by their difference. */
  stereo?: "plain" | "left-side" | "side-right" | "mid-side";
  /** Stores each channel as it is, or by the differences of its samples. */
  predictor?: "none" | "first order";
}

const ASSIGNMENTS = { "plain": 1, "left-side": 8, "side-right": 9, "mid-side": 10 };

/** Writes a FLAC file of one frame, by RFC 9639. */
export function buildFlac(parts: FlacParts): Uint8Array<ArrayBuffer> {
  const { channels, bits = 16, sampleRateHz = 16_000 } = parts;
  const samples = channels[0]?.length ?? 0;
  const file = new BitWriter();
  for (const byte of new TextEncoder().encode("fLaC")) file.write(byte, 8);
  file.write(0x80, 8); // STREAMINFO, the last block
  file.write(34, 24);
  for (const size of [samples, samples]) file.write(size, 16); // smallest and largest block
  file.write(0, 24); // smallest and largest frame: not known
  file.write(0, 24);
  file.write(sampleRateHz, 20);
  file.write(channels.length - 1, 3);
  file.write(bits - 1, 5);
  file.write(0, 4);
  file.write(parts.samples ?? samples, 32);
  for (const byte of Uint8Array.fromHex(parts.md5 ?? md5Of(channels, bits))) file.write(byte, 8);
  return new Uint8Array([...file.bytes, ...buildFrame(parts, bits, samples)]);
}

function buildFrame(parts: FlacParts, bits: number, samples: number): number[] {
  const { channels, stereo = "plain", predictor = "none" } = parts;
  const [left = [], right = []] = channels;
  const side = left.map((sample, i) => sample - (right[i] ?? 0));
  const stored = {
    "plain": channels,
    "left-side": [left, side],
    "side-right": [side, right],
    "mid-side": [left.map((sample, i) => (sample + (right[i] ?? 0)) >> 1), side],
  }[stereo];
  const frame = new BitWriter();
  frame.write(0xfff8, 16);
  frame.write(0x70, 8); // a block size in 16 bits, the rate of the file
  frame.write(stereo === "plain" ? channels.length - 1 : ASSIGNMENTS[stereo], 4);
  frame.write(0, 4); // the width of the file
  frame.write(0, 8); // the first frame
  frame.write(samples - 1, 16);
  frame.write(makeCrc(8, 0x07)(Uint8Array.from(frame.bytes)), 8);
  for (const channel of stored) {
    const width = bits + (channel === side ? 1 : 0);
    if (predictor === "none") writePlain(frame, channel, width);
    else writeDifferences(frame, channel, width);
  }
  frame.align();
  frame.write(makeCrc(16, 0x8005)(Uint8Array.from(frame.bytes)), 16);
  return frame.bytes;
}

function writePlain(frame: BitWriter, channel: readonly number[], width: number): void {
  frame.write(1 << 1, 8);
  for (const sample of channel) frame.write(sample, width);
}

/** As Rice codes with 4 low bits, in one partition. */
function writeDifferences(frame: BitWriter, channel: readonly number[], width: number): void {
  frame.write(9 << 1, 8);
  frame.write(channel[0] ?? 0, width);
  frame.write(0, 6);
  frame.write(4, 4);
  channel.slice(1).forEach((sample, i) => {
    const difference = sample - (channel[i] ?? 0);
    const folded = difference < 0 ? -2 * difference - 1 : 2 * difference;
    for (let zeros = Math.floor(folded / 16); zeros > 0; zeros--) frame.write(0, 1);
    frame.write(1, 1);
    frame.write(folded % 16, 4);
  });
}

function md5Of(channels: readonly (readonly number[])[], bits: number): string {
  const bytes = (channels[0] ?? []).flatMap((_, i) =>
    channels.flatMap((channel) =>
      Array.from({ length: Math.ceil(bits / 8) }, (_, byte) => (channel[i] ?? 0) >> 8 * byte)
    )
  );
  return createHash("md5").update(Uint8Array.from(bytes)).digest("hex");
}

class BitWriter {
  readonly bytes: number[] = [];
  #free = 0; // bits of the last byte

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      if (this.#free === 0) {
        this.bytes.push(0);
        this.#free = 8;
      }
      this.#free--;
      const last = this.bytes.length - 1;
      const isSet = Math.floor(value / 2 ** bit) & 1;
      this.bytes[last] = (this.bytes[last] ?? 0) | isSet << this.#free;
    }
  }

  align(): void {
    this.#free = 0;
  }
}
