import { brokenFile, truncatedFile } from "../audio_format_error.ts";
import { checkSampleRate } from "../check_sample_rate.ts";

/** What a FLAC file says of itself (RFC 9639, section 8.2: STREAMINFO). */
export interface FlacInfo {
  sampleRateHz: number;
  channels: number;
  bitsPerSample: number;
  /** Of each channel; `undefined` where the encoder did not know. */
  samples?: number;
  /** Of the samples as PCM, 32 hex digits; `undefined` where the encoder did not know. */
  md5?: string;
  /** Where in the file the first frame starts. */
  framesOffset: number;
}

const STREAMINFO = 0;
const STREAMINFO_BYTES = 34;

/**
 * Reads the metadata of a FLAC file, and passes over all of it but for the stream's description.
 *
 * @throws {AudioFormatError} if it is cut short or contradicts itself.
 */
export function readFlacInfo(bytes: Uint8Array): FlacInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let info: Omit<FlacInfo, "framesOffset"> | undefined;
  for (let at = 4;;) { // after "fLaC"
    if (at + 4 > bytes.length) throw truncatedFile("FLAC", "it ends within its metadata");
    const head = view.getUint32(at);
    const [isLast, type, size] = [head >>> 31 === 1, head >>> 24 & 0x7f, head & 0xff_ffff];
    at += 4;
    if (at + size > bytes.length) throw truncatedFile("FLAC", "it ends within its metadata");
    if (type === STREAMINFO) {
      info = readStreamInfo(new DataView(view.buffer, view.byteOffset + at, size));
    }
    at += size;
    if (!isLast) continue;
    if (!info) throw brokenFile("FLAC", "it has no STREAMINFO");
    return { ...info, framesOffset: at };
  }
}

function readStreamInfo(block: DataView): Omit<FlacInfo, "framesOffset"> {
  if (block.byteLength !== STREAMINFO_BYTES) {
    throw brokenFile(
      "FLAC",
      `its STREAMINFO should hold ${STREAMINFO_BYTES} bytes, got ${block.byteLength}`,
    );
  }
  const packed = block.getUint32(10); // 20 bits of rate, 3 of channels, 5 of width, 4 of length
  const samples = (packed & 0xf) * 2 ** 32 + block.getUint32(14);
  const md5 = new Uint8Array(block.buffer, block.byteOffset + 18, 16).toHex();
  const sampleRateHz = packed >>> 12;
  const bitsPerSample = (packed >>> 4 & 0x1f) + 1;
  checkSampleRate(sampleRateHz, "FLAC");
  if (bitsPerSample < 4) throw brokenFile("FLAC", `its samples have ${bitsPerSample} bits`);
  return {
    sampleRateHz,
    channels: (packed >>> 9 & 7) + 1,
    bitsPerSample,
    ...samples > 0 && { samples },
    ...!/^0+$/.test(md5) && { md5 },
  };
}
