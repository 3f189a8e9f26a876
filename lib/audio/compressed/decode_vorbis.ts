import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import { brokenFile } from "../audio_format_error.ts";
import type { AudioLimits } from "../audio_limits.ts";
import { checkSampleRate } from "../check_sample_rate.ts";
import type { DecodedAudio } from "../decode_wav.ts";
import { checkDecodedSize } from "../decoded_size.ts";
import type { OggPage } from "./ogg_pages.ts";
import { runDecoder, samplesOf } from "./run_decoder.ts";
import { SampleCollector } from "./sample_collector.ts";

/** As many as the format names; it allows 255. */
const MAX_CHANNELS = 8;

/**
 * Decodes Vorbis in Ogg with libvorbis, ending where its last page says.
 *
 * @throws {AudioFormatError} if it is damaged, or too large for memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export async function decodeVorbis(
  pages: readonly OggPage[],
  limits?: AudioLimits,
): Promise<DecodedAudio> {
  const { sampleRateHz, channels } = readHead(pages[0]?.parts[0] ?? new Uint8Array());
  const granules = pages.map(({ granule }) => granule).filter((granule) => granule > 0);
  const stated = (granules.at(-1) ?? 0) - (granules[0] ?? 0); // a stream that was cut does not start at 0
  checkDecodedSize({ sampleRateHz, channels, samples: stated }, limits);
  const collected = new SampleCollector(sampleRateHz, channels, limits);
  await runDecoder("Vorbis", async () => {
    const decoder = new OggVorbisDecoder();
    await decoder.ready;
    for (const { bytes } of pages) collected.add(samplesOf(await decoder.decode(bytes)));
    collected.add(samplesOf(await decoder.flush()));
  });
  if (collected.length === 0) throw brokenFile("Vorbis", "it holds no samples");
  if (collected.length < stated) {
    throw brokenFile("Vorbis", `it should hold ${stated} samples, got ${collected.length}`);
  }
  return { sampleRateHz, channels: collected.join(), encoding: "VORBIS" };
}

/** The identification header (Vorbis I, section 4.2.2). */
function readHead(packet: Uint8Array): { sampleRateHz: number; channels: number } {
  if (packet.length < 30) throw brokenFile("Vorbis", "its header is too short");
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const channels = view.getUint8(11);
  const sampleRateHz = view.getUint32(12, true);
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw brokenFile("Vorbis", `it has ${channels} channels, wanted 1 to ${MAX_CHANNELS}`);
  }
  checkSampleRate(sampleRateHz, "Vorbis");
  return { sampleRateHz, channels };
}
