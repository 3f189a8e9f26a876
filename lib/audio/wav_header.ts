import { AudioFormatError } from "./audio_format_error.ts";
import { sniffFormat } from "./sniff_format.ts";

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

/** What a WAV file says of itself, checked for contradictions. */
export interface WavHeader {
  encoding: WavEncoding;
  sampleRateHz: number;
  channels: number;
  bytesPerSample: number;
  /** Sample frames: one sample for each channel. */
  frames: number;
  /** Where in the file the first frame starts. */
  dataOffset: number;
}

/** Rates that a recording can have. The lower bound also bounds what resampling can make of a small file. */
const SAMPLE_RATES_HZ = { min: 1_000, max: 768_000 };

/** Stands for "see the ds64 chunk" in RF64, for "not known yet" in a WAV that was written to a pipe. */
const UNKNOWN_SIZE = 0xffff_ffff;

const FORMAT = { pcm: 1, float: 3, aLaw: 6, muLaw: 7, extensible: 0xfffe };

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

/** The rest of a sub-format GUID that stands for a plain format tag, behind the tag's two bytes. */
const SUB_FORMAT_SUFFIX = "000000001000800000aa00389b71";

interface FormatChunk {
  tag: number;
  channels: number;
  sampleRateHz: number;
  blockAlign: number;
  bitsPerSample: number;
}

/**
 * Walks the chunks of a WAV file up to its samples. Reads RIFF, RF64 and BW64, plain and EXTENSIBLE
 * (Microsoft's "Multiple channel audio data and WAVE files"; EBU Tech 3306; ITU-R BS.2088).
 *
 * @throws {AudioFormatError} if it is no WAV, is cut short, contradicts itself, or has a codec not read here.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const container = ascii(view, 0, 4);
  if (!["RIFF", "RF64", "BW64"].includes(container) || ascii(view, 8, 4) !== "WAVE") {
    throw new AudioFormatError(
      `Cannot decode audio: wanted a WAV file, got ${sniffFormat(bytes)}. ` +
        "Convert it first, for example with `ffmpeg -i FILE out.wav`",
    );
  }
  let format: FormatChunk | undefined;
  let longSize: number | undefined;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const id = ascii(view, at, 4);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (id === "data") {
      if (!format) throw broken("its data chunk stands before its fmt chunk");
      return checkData(format, start, longSize ?? size, view.byteLength - start);
    }
    if (start + size > view.byteLength) {
      throw truncated(
        `its "${id}" chunk should hold ${size} bytes, got ${view.byteLength - start}`,
      );
    }
    if (id === "fmt ") format = readFormat(view, start, size);
    if (id === "ds64" && container !== "RIFF") longSize = readLongSize(view, start, size);
    at = start + size + size % 2;
  }
  throw truncated(format ? "it has no data chunk" : "it has no fmt chunk and no data chunk");
}

function readFormat(view: DataView, at: number, size: number): FormatChunk {
  if (size < 16) throw broken(`its fmt chunk should hold at least 16 bytes, got ${size}`);
  const tag = view.getUint16(at, true);
  return {
    tag: tag === FORMAT.extensible ? readSubFormat(view, at, size) : tag,
    channels: view.getUint16(at + 2, true),
    sampleRateHz: view.getUint32(at + 4, true),
    blockAlign: view.getUint16(at + 12, true),
    bitsPerSample: view.getUint16(at + 14, true),
  };
}

function readSubFormat(view: DataView, at: number, size: number): number {
  if (size < 40) {
    throw broken(`its EXTENSIBLE fmt chunk should hold at least 40 bytes, got ${size}`);
  }
  const suffix = new Uint8Array(view.buffer, view.byteOffset + at + 26, 14).toHex();
  if (suffix !== SUB_FORMAT_SUFFIX) throw unsupported(`sub-format GUID ending in ${suffix}`);
  return view.getUint16(at + 24, true);
}

/** The size of the data chunk in RF64's ds64 chunk, behind the size of the whole file. */
function readLongSize(view: DataView, at: number, size: number): number {
  if (size < 16) throw broken(`its ds64 chunk should hold at least 16 bytes, got ${size}`);
  return Number(view.getBigUint64(at + 8, true));
}

function checkData(
  format: FormatChunk,
  dataOffset: number,
  dataBytes: number,
  presentBytes: number,
): WavHeader {
  const encoding = encodingOf(format);
  const { channels, sampleRateHz, blockAlign } = format;
  if (channels === 0) throw broken("it has 0 channels, wanted at least 1");
  const { min, max } = SAMPLE_RATES_HZ;
  if (sampleRateHz < min || sampleRateHz > max) {
    throw broken(`its sample rate is ${sampleRateHz} Hz, wanted ${min} to ${max} Hz`);
  }
  const bytesPerSample = Math.ceil(format.bitsPerSample / 8);
  if (blockAlign !== channels * bytesPerSample) {
    throw broken(
      `${channels} channels of ${format.bitsPerSample} bits need frames of ` +
        `${channels * bytesPerSample} bytes, its block align says ${blockAlign}`,
    );
  }
  if (dataBytes === 0) throw broken("it holds no samples");
  if (dataBytes === UNKNOWN_SIZE && presentBytes < dataBytes) {
    throw broken("its length is unknown, as when it was written to a pipe");
  }
  if (dataBytes > presentBytes) {
    throw truncated(`its data chunk should hold ${dataBytes} bytes, got ${presentBytes}`);
  }
  if (dataBytes % blockAlign !== 0) {
    throw truncated(`its ${dataBytes} bytes of samples end within a frame of ${blockAlign} bytes`);
  }
  return {
    encoding,
    sampleRateHz,
    channels,
    bytesPerSample,
    frames: dataBytes / blockAlign,
    dataOffset,
  };
}

function encodingOf({ tag, bitsPerSample: bits }: FormatChunk): WavEncoding {
  if (tag === FORMAT.pcm && bits === 8) return "PCM_U8";
  if (tag === FORMAT.pcm && bits > 8 && bits <= 16) return "PCM_16"; // 9 to 15 bits are left-aligned in 16
  if (tag === FORMAT.pcm && bits > 16 && bits <= 24) return "PCM_24";
  if (tag === FORMAT.pcm && bits > 24 && bits <= 32) return "PCM_32";
  if (tag === FORMAT.float && bits === 32) return "FLOAT";
  if (tag === FORMAT.float && bits === 64) return "DOUBLE";
  if (tag === FORMAT.aLaw && bits === 8) return "ALAW";
  if (tag === FORMAT.muLaw && bits === 8) return "ULAW";
  if (tag === FORMAT.pcm) throw unsupported(`${bits}-bit PCM`);
  if (tag === FORMAT.float) throw unsupported(`${bits}-bit float`);
  const code = `codec 0x${tag.toString(16).padStart(4, "0")}`;
  const name = CODEC_NAMES[tag];
  throw unsupported(name ? `${name} (${code})` : code);
}

function ascii(view: DataView, at: number, length: number): string {
  const end = Math.min(at + length, view.byteLength);
  let text = "";
  for (let i = at; i < end; i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}

function broken(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: ${what}. Write it anew, for example with \`ffmpeg -i FILE out.wav\``,
  );
}

function truncated(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: ${what}. The file is cut short: copy or download it again`,
  );
}

function unsupported(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: wanted 8 to 32-bit PCM, 32 or 64-bit float, A-law or mu-law, got ${what}. ` +
      "Convert it first, for example with `ffmpeg -i FILE -c:a pcm_s16le out.wav`",
  );
}
