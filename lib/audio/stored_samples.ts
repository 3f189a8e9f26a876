import { G711 } from "./g711.ts";
import type { WavHeader } from "./wav_header.ts";

/** Samples as they are stored, all channels interleaved: `(value - zero) * scale` is the sample. */
export interface StoredSamples {
  values: Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  zero: number;
  scale: number;
}

/** Views a WAV file's samples in place where their width and alignment allow it, else copies them. */
export function storedSamples(bytes: Uint8Array, header: WavHeader): StoredSamples {
  const { encoding, frames, channels, bytesPerSample, dataOffset } = header;
  const length = frames * channels;
  const data = bytes.subarray(dataOffset, dataOffset + length * bytesPerSample);
  const isInPlace = bytesPerSample === 3 || data.byteOffset % bytesPerSample === 0; // 24 bits are read by bytes
  const { buffer, byteOffset } = isInPlace ? data : data.slice();
  switch (encoding) {
    case "PCM_U8":
      return { values: data, zero: 0x80, scale: 1 / 0x80 };
    case "PCM_16":
      return { values: new Int16Array(buffer, byteOffset, length), zero: 0, scale: 1 / 0x8000 };
    case "PCM_24":
      return { values: widen(data), zero: 0, scale: 1 / 0x80_0000 };
    case "PCM_32":
      return {
        values: new Int32Array(buffer, byteOffset, length),
        zero: 0,
        scale: 1 / 0x8000_0000,
      };
    case "FLOAT":
      return { values: new Float32Array(buffer, byteOffset, length), zero: 0, scale: 1 };
    case "DOUBLE":
      return { values: new Float64Array(buffer, byteOffset, length), zero: 0, scale: 1 };
    case "ALAW":
      return { values: expand(data, G711.aLaw), zero: 0, scale: 1 / 0x8000 };
    case "ULAW":
      return { values: expand(data, G711.muLaw), zero: 0, scale: 1 / 0x8000 };
  }
}

/** 24-bit samples as 32-bit whole numbers. */
function widen(data: Uint8Array): Int32Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const wide = new Int32Array(data.length / 3);
  for (let i = 0; i < wide.length; i++) {
    wide[i] = view.getUint8(3 * i) | view.getInt16(3 * i + 1, true) << 8;
  }
  return wide;
}

function expand(codes: Uint8Array, table: Int16Array): Int16Array {
  const expanded = new Int16Array(codes.length);
  for (let i = 0; i < expanded.length; i++) expanded[i] = table[codes[i] ?? 0] ?? 0;
  return expanded;
}
