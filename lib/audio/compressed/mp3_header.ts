/** What the four bytes at the start of an MP3 frame say (ISO 11172-3 and 13818-3, layer III). */
export interface Mp3Header {
  sampleRateHz: number;
  channels: 1 | 2;
  /** Of each channel. */
  samples: 576 | 1152;
  /** With the header. */
  bytes: number;
  /** Where a first frame's Xing or Info tag would stand. */
  infoOffset: number;
}

/** In kbit/s, by version 1 and by versions 2 and 2.5. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

const RATES_HZ = [44_100, 48_000, 32_000];

/** By the two bits of the version: what the rates are divided by. 2.5 is no standard, but in use. */
const DIVISORS = [4, undefined, 2, 1];

/** Reads the header at `at`; `undefined` if there is none, or of another layer or a free bit rate. */
export function readMp3Header(bytes: Uint8Array, at: number): Mp3Header | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const divisor = DIVISORS[second >>> 3 & 3];
  const isLayer3 = (second >>> 1 & 3) === 1;
  if (at + 4 > bytes.length || sync !== 0xff || second < 0xe0 || !isLayer3) return undefined;
  const kilobits = BITRATES[divisor === 1 ? 0 : 1]?.[third >>> 4];
  const rateHz = RATES_HZ[third >>> 2 & 3];
  if (divisor === undefined || !kilobits || rateHz === undefined) return undefined;
  const sampleRateHz = rateHz / divisor;
  const samples = divisor === 1 ? 1152 : 576;
  const channels = fourth >>> 6 === 3 ? 1 : 2;
  const padding = third >>> 1 & 1;
  const sideBytes = divisor === 1 ? [17, 32] : [9, 17];
  return {
    sampleRateHz,
    channels,
    samples,
    bytes: Math.floor(samples / 8 * kilobits * 1_000 / sampleRateHz) + padding,
    infoOffset: 4 + (sideBytes[channels - 1] ?? 0),
  };
}
