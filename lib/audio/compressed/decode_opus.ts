import { OpusDecoder } from "opus-decoder";
import { brokenFile } from "../audio_format_error.ts";
import type { AudioLimits } from "../audio_limits.ts";
import type { DecodedAudio } from "../decode_wav.ts";
import { checkDecodedSize } from "../decoded_size.ts";
import { oggPackets } from "./ogg_packets.ts";
import type { OggPage } from "./ogg_pages.ts";
import { readOpusHead } from "./opus_head.ts";
import { runDecoder, samplesOf } from "./run_decoder.ts";
import { SampleCollector } from "./sample_collector.ts";

/** Opus knows no other rate; what the file was made of is only noted in it. */
const OPUS_RATE_HZ = 48_000;

/** The head and the titles come before the audio. */
const HEADER_PACKETS = 2;

/**
 * Decodes Opus in Ogg (RFC 7845) with libopus: always at 48 kHz, without the samples that start up the decoder,
 * with the file's gain, and ending where its last page says.
 *
 * @throws {AudioFormatError} if it is damaged, or too large for memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export async function decodeOpus(
  pages: readonly OggPage[],
  limits?: AudioLimits,
): Promise<DecodedAudio> {
  const head = readOpusHead(pages[0]?.parts[0] ?? new Uint8Array());
  const { channels, preSkip, gain } = head;
  const lastGranule = pages.at(-1)?.granule ?? -1;
  const samples = Math.max(0, lastGranule - preSkip);
  checkDecodedSize({ sampleRateHz: OPUS_RATE_HZ, channels, samples }, limits);
  const collected = new SampleCollector(OPUS_RATE_HZ, channels, limits);
  await runDecoder("Opus", async () => {
    const { streamCount, coupledStreamCount, channelMappingTable } = head;
    const decoder = new OpusDecoder({
      channels,
      streamCount,
      coupledStreamCount,
      channelMappingTable,
    });
    await decoder.ready;
    let headers = HEADER_PACKETS;
    for (const packets of oggPackets(pages)) {
      const audio = packets.slice(headers);
      headers = Math.max(0, headers - packets.length);
      collected.add(samplesOf(decoder.decodeFrames(audio), gain));
    }
  });
  const end = Math.min(collected.length, Math.max(lastGranule, 0));
  if (end <= preSkip) throw brokenFile("Opus", "it holds no samples");
  return {
    sampleRateHz: OPUS_RATE_HZ,
    channels: collected.join(preSkip, end),
    encoding: "OPUS",
  };
}
