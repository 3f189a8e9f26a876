import assert from "node:assert/strict";
import { decodeOgg } from "./decode_ogg.ts";
import { buildOpus, buildPage, joinPages, opusHead } from "./ogg_test_data.ts";

Deno.test("decodeOgg() reads Opus at 48 kHz without what starts up the decoder, up to the last page's end", async () => {
  const { sampleRateHz, channels, encoding } = await decodeOgg(buildOpus(2, 312));
  assert.equal(sampleRateHz, 48_000);
  assert.equal(encoding, "OPUS");
  assert.equal(channels.length, 1);
  assert.equal(channels[0]?.length, 2 * 48_000 - 312);
  assert.ok(channels[0]?.every((sample) => Math.abs(sample) < 1e-6));
});

const OPUS = buildOpus(3);
const PAGE_BYTES = buildOpus(3).length - buildOpus(2).length;
const head = (start: string) => {
  const packet = new Uint8Array(30);
  packet.set(Uint8Array.from(start, (c) => c.charCodeAt(0)));
  return buildPage({ number: 0, packets: [packet], isLast: true });
};
const opusOf = (...packets: Uint8Array[]) =>
  joinPages(
    buildPage({ number: 0, packets: [opusHead(0)] }),
    buildPage({ number: 1, packets: [new Uint8Array(16)] }),
    buildPage({ number: 2, packets, granule: 960, isLast: true }),
  );

const BAD: Record<string, [ogg: Uint8Array, message: RegExp]> = {
  "a file cut within a page": [
    OPUS.subarray(0, -5),
    /it ends within a page\. The file is cut short/,
  ],
  "a file cut between pages": [
    OPUS.subarray(0, OPUS.length - PAGE_BYTES),
    /its last page is missing\. The file is cut short/,
  ],
  "a page left out": [
    joinPages(OPUS.subarray(0, -2 * PAGE_BYTES), OPUS.subarray(-PAGE_BYTES)),
    /its page 3 is missing/,
  ],
  "a flipped bit": [OPUS.with(-10, 3), /the page at byte \d+ is damaged: its checksum differs/],
  "something between pages": [
    joinPages(OPUS.subarray(0, -PAGE_BYTES), Uint8Array.of(1, 2), OPUS.subarray(-PAGE_BYTES)),
    /no page starts at byte \d+, where one should/,
  ],
  "one file after another": [joinPages(OPUS, OPUS), /got several streams in one file/],
  "FLAC in Ogg": [head("\x7fFLAC"), /wanted Vorbis or Opus, got FLAC in Ogg\. Convert it first/],
  "Speex": [head("Speex   "), /got Speex/],
  "what it does not know": [head("???"), /got an unknown codec/],
  "Opus of no channels": [
    buildPage({ number: 0, packets: [opusHead(0, 0)], isLast: true }),
    /Cannot decode Opus: it has 0 channels/,
  ],
  "Opus without audio": [
    buildPage({ number: 0, packets: [opusHead(0)], isLast: true }),
    /Cannot decode Opus: it holds no samples/,
  ],
  "a packet that is no Opus": [
    opusOf(Uint8Array.of(0xff, 0xff, 1, 2)),
    /Cannot decode Opus: it is damaged; its decoder says: .*corrupted/,
  ],
  "Vorbis of no header": [
    buildPage({ number: 0, packets: [new TextEncoder().encode("\x01vorbis")], isLast: true }),
    /Cannot decode Vorbis: its header is too short/,
  ],
  "Vorbis without audio": [
    buildPage({
      number: 0,
      packets: [
        new Uint8Array([
          1,
          ...new TextEncoder().encode("vorbis"),
          0,
          0,
          0,
          0,
          1,
          0x40,
          0x1f,
          0,
          0,
          ...new Uint8Array(14),
        ]),
      ],
      isLast: true,
    }),
    /Cannot decode Vorbis: it holds no samples/,
  ],
};

for (const [name, [ogg, message]] of Object.entries(BAD)) {
  Deno.test(`decodeOgg() refuses ${name}`, async () => {
    await assert.rejects(decodeOgg(ogg), { name: "AudioFormatError", message });
  });
}

Deno.test("decodeOgg() refuses an Opus file that says it lasts for days before it decodes it", async () => {
  const days = joinPages(
    buildPage({ number: 0, packets: [opusHead(0)] }),
    buildPage({ number: 1, packets: [new Uint8Array(16)] }),
    buildPage({ number: 2, packets: [], granule: 1e10, isLast: true }),
  );
  await assert.rejects(decodeOgg(days), /Cannot decode 57\.9 hours of audio/);
});
