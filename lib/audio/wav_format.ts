import { brokenWav, unsupportedWav } from "./audio_format_error.ts";
import { checkSampleRate } from "./check_sample_rate.ts";

/** How samples are stored, by the names of libsndfile's subtypes. */
export type WavEncoding =
  | "PCM_U8"
  | "PCM_16"
  | "PCM_24"
  | "PCM_32"
  | "FLOAT"
  | "DOUBLE"
  | "ALAW"
  | "ULAW";

/** What a WAV file's fmt chunk says, checked for contradictions. */
export interface WavFormat {
  encoding: WavEncoding;
  sampleRateHz: number;
  channels: number;
  bytesPerSample: number;
}

const FORMAT_TAG = { pcm: 1, float: 3, aLaw: 6, muLaw: 7, extensible: 0xfffe };

/** Formats that are not read here, for error messages. */
const CODEC_NAMES: Readonly<Record<number, string>> = {
  0x02: "Microsoft ADPCM",
  0x11: "IMA ADPCM",
  0x31: "GSM 6.10",
  0x50: "MPEG audio",
  0x55: "MP3",
  0x92: "AC-3",
  0xff: "AAC",
  0x161: "Windows Media Audio",
  0x704f: "Opus",
};

/** What follows the format tag in a sub-format GUID that stands for a plain format. */
const SUB_FORMAT_SUFFIX = "000000001000800000aa00389b71";

/**
 * Reads a fmt chunk, plain or EXTENSIBLE (Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE).
 *
 * @throws {AudioFormatError} if it contradicts itself, or names a codec that is not read here.
 */
export function readWavFormat(chunk: DataView): WavFormat {
  requireBytes(chunk, 16);
  const tag = chunk.getUint16(0, true);
  const channels = chunk.getUint16(2, true);
  const sampleRateHz = chunk.getUint32(4, true);
  const frameBytes = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  const encoding = encodingOf(tag === FORMAT_TAG.extensible ? readSubFormat(chunk) : tag, bits);
  if (channels === 0) throw brokenWav("it has 0 channels, wanted at least 1");
  checkSampleRate(sampleRateHz, "WAV");
  const bytesPerSample = Math.ceil(bits / 8);
  if (frameBytes !== channels * bytesPerSample) {
    throw brokenWav(
      `${channels} channels of ${bits} bits make frames of ${channels * bytesPerSample} bytes, ` +
        `its block align says ${frameBytes}`,
    );
  }
  return { encoding, sampleRateHz, channels, bytesPerSample };
}

function readSubFormat(chunk: DataView): number {
  requireBytes(chunk, 40);
  const suffix = new Uint8Array(chunk.buffer, chunk.byteOffset + 26, 14).toHex();
  if (suffix !== SUB_FORMAT_SUFFIX) throw unsupportedWav(`a sub-format that ends in ${suffix}`);
  return chunk.getUint16(24, true);
}

function requireBytes(chunk: DataView, bytes: number): void {
  if (chunk.byteLength >= bytes) return;
  throw brokenWav(`its fmt chunk should hold at least ${bytes} bytes, got ${chunk.byteLength}`);
}

/** PCM of a width between whole bytes is aligned to the upper end of its bytes, so it reads as the wider one. */
function encodingOf(tag: number, bits: number): WavEncoding {
  if (tag === FORMAT_TAG.pcm && bits === 8) return "PCM_U8";
  if (tag === FORMAT_TAG.pcm && bits > 8 && bits <= 16) return "PCM_16";
  if (tag === FORMAT_TAG.pcm && bits > 16 && bits <= 24) return "PCM_24";
  if (tag === FORMAT_TAG.pcm && bits > 24 && bits <= 32) return "PCM_32";
  if (tag === FORMAT_TAG.float && bits === 32) return "FLOAT";
  if (tag === FORMAT_TAG.float && bits === 64) return "DOUBLE";
  if (tag === FORMAT_TAG.aLaw && bits === 8) return "ALAW";
  if (tag === FORMAT_TAG.muLaw && bits === 8) return "ULAW";
  throw unsupportedWav(`${bits}-bit ${codecName(tag)}`);
}

function codecName(tag: number): string {
  if (tag === FORMAT_TAG.pcm) return "PCM";
  if (tag === FORMAT_TAG.float) return "float";
  return CODEC_NAMES[tag] ?? `codec 0x${tag.toString(16).padStart(4, "0")}`;
}
