import { brokenFile, unsupportedFile } from "../audio_format_error.ts";

/** What an Opus stream says of itself (RFC 7845, section 5.1). */
export interface OpusHead {
  channels: number;
  /** Samples at 48 kHz that only start up the decoder. */
  preSkip: number;
  /** What samples are multiplied with. */
  gain: number;
  /** How many streams of one or two channels there are, how many of them of two, and which channel is which. */
  streamCount: number;
  coupledStreamCount: number;
  channelMappingTable: number[];
}

/** Mono or stereo in one stream; up to 8 channels in the order of Vorbis. */
const MAPPING_FAMILIES = [0, 1];

const MAX_CHANNELS = [2, 8];

/** @throws {AudioFormatError} if it contradicts itself, or has more channels than it can name. */
export function readOpusHead(packet: Uint8Array): OpusHead {
  if (packet.length < 19) throw brokenFile("Opus", "its header is too short");
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  if (view.getUint8(8) > 15 || !MAPPING_FAMILIES.includes(family)) {
    throw unsupportedFile("Opus", "channel mapping 0 or 1 of version 1", `mapping ${family}`);
  }
  if (channels < 1 || channels > (MAX_CHANNELS[family] ?? 0)) {
    throw brokenFile("Opus", `it has ${channels} channels`);
  }
  return {
    channels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
    ...family === 0 ? plainMapping(channels) : readMapping(view, channels),
  };
}

type Mapping = Pick<OpusHead, "streamCount" | "coupledStreamCount" | "channelMappingTable">;

function plainMapping(channels: number): Mapping {
  return {
    streamCount: 1,
    coupledStreamCount: channels - 1,
    channelMappingTable: channels === 1 ? [0] : [0, 1],
  };
}

function readMapping(view: DataView, channels: number): Mapping {
  if (view.byteLength < 21 + channels) throw brokenFile("Opus", "its header is too short");
  const streamCount = view.getUint8(19);
  const coupledStreamCount = view.getUint8(20);
  const channelMappingTable = Array.from({ length: channels }, (_, i) => view.getUint8(21 + i));
  const decoded = streamCount + coupledStreamCount;
  const isSilent = 255;
  if (
    streamCount === 0 || streamCount > channels || coupledStreamCount > streamCount ||
    channelMappingTable.some((index) => index >= decoded && index !== isSilent)
  ) throw brokenFile("Opus", "its channel mapping contradicts itself");
  return { streamCount, coupledStreamCount, channelMappingTable };
}
