/** The parts of a WAV file, each of which a test may get wrong. */
export interface WavParts {
  container?: string;
  tag?: number;
  channels?: number;
  sampleRateHz?: number;
  bits?: number;
  blockAlign?: number;
  /** Writes an EXTENSIBLE fmt chunk with this sub-format tag. */
  subFormat?: number;
  /** Raw chunks before the fmt chunk. */
  before?: Uint8Array[];
  /** Raw chunks between the fmt and the data chunk. */
  between?: Uint8Array[];
  data?: Uint8Array;
  /** What the data chunk says of its size. */
  dataSize?: number;
}

/** Builds a WAV file by the book, or as far from it as the parts ask for. */
export function buildWav(parts: WavParts = {}): Uint8Array<ArrayBuffer> {
  const data = parts.data ?? new Uint8Array(8);
  const head = new Uint8Array(8);
  head.set(ascii("data"));
  new DataView(head.buffer).setUint32(4, parts.dataSize ?? data.length, true);
  const body = join([
    ascii("WAVE"),
    ...parts.before ?? [],
    chunk("fmt ", formatChunk(parts)),
    ...parts.between ?? [],
    head,
    data,
  ]);
  return join([ascii(parts.container ?? "RIFF"), uint32(body.length), body]);
}

/** A chunk with its size, padded to an even length. */
export function chunk(id: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return join([ascii(id), uint32(content.length), content, new Uint8Array(content.length % 2)]);
}

/** The content of RF64's ds64 chunk. */
export function longSizes(dataBytes: bigint): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(28);
  new DataView(content.buffer).setBigUint64(8, dataBytes, true);
  return content;
}

function formatChunk(parts: WavParts): Uint8Array<ArrayBuffer> {
  const { tag = 1, channels = 1, sampleRateHz = 16_000, bits = 16, subFormat } = parts;
  const content = new Uint8Array(subFormat === undefined ? 16 : 40);
  const view = new DataView(content.buffer);
  const blockAlign = parts.blockAlign ?? channels * Math.ceil(bits / 8);
  view.setUint16(0, subFormat === undefined ? tag : 0xfffe, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, sampleRateHz, true);
  view.setUint32(8, sampleRateHz * blockAlign, true);
  view.setUint16(12, blockAlign, true);
  view.setUint16(14, bits, true);
  if (subFormat === undefined) return content;
  view.setUint16(16, 22, true); // bytes that follow
  view.setUint16(18, bits, true);
  view.setUint16(24, subFormat, true);
  content.set(Uint8Array.fromHex("000000001000800000aa00389b71"), 26);
  return content;
}

/** The bytes of any typed array. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
