import assert from "node:assert/strict";
import { buildFlac } from "./compressed/flac_test_data.ts";
import { buildOpus } from "./compressed/ogg_test_data.ts";
import { decodeAudio } from "./decode_audio.ts";
import { decodeWav } from "./decode_wav.ts";
import { buildWav } from "./wav_test_data.ts";

const LIMITS = {
  maxDurationSeconds: 1,
  minSampleRateHz: 4_000,
  maxSampleRateHz: 48_000,
  maxChannels: 2,
};
const text = (content: string) => Uint8Array.from(content, (c) => c.charCodeAt(0));

Deno.test("decodeAudio() tells formats apart by their first bytes", async () => {
  assert.deepEqual(await decodeAudio(buildWav()), decodeWav(buildWav()));
  assert.equal((await decodeAudio(buildFlac({ channels: [[1, 2]] }))).encoding, "PCM_16");
  assert.equal((await decodeAudio(buildOpus(1))).encoding, "OPUS");
  await assert.rejects(decodeAudio(text("ID3\x04\0\0\0\0\0\0")), /Cannot decode MP3/);
});

Deno.test("decodeAudio() reads FLAC behind an ID3 tag", async () => {
  const tagged = [...text("ID3\x04\0\0\0\0\0\x01\0"), ...buildFlac({ channels: [[1, 2]] })];
  const { channels } = await decodeAudio(Uint8Array.from(tagged));
  assert.equal(channels[0]?.length, 2);
});

Deno.test("decodeAudio() of several files at once leaves the console as it was", async () => {
  const { console } = globalThis;
  const print = console.error;
  const decoded = await Promise.all([1, 2, 1].map((seconds) => decodeAudio(buildOpus(seconds))));
  assert.deepEqual(decoded.map(({ encoding }) => encoding), ["OPUS", "OPUS", "OPUS"]);
  assert.equal(console.error, print);
});

Deno.test("decodeAudio() refuses other formats by name, and says what to do", async () => {
  const refused = {
    "an MP4 or M4A file": "\0\0\0\x20ftypM4A ",
    "an AAC file": "\xff\xf1\x50\x80",
    "an AIFF file": "FORM\0\0\0\0AIFF",
    "a zip archive": "PK\x03\x04",
    "an MP2 file": "\xff\xfd\x90\x04",
  };
  for (const [name, start] of Object.entries(refused)) {
    await assert.rejects(decodeAudio(text(start)), {
      name: "AudioFormatError",
      message: `Cannot decode audio: wanted WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3, got ${name}. ` +
        "Convert it first, for example with `ffmpeg -i FILE out.wav`",
    });
  }
  await assert.rejects(decodeAudio(new Uint8Array()), /the file is empty/);
});

Deno.test("decodeAudio() holds every format to the limits", async () => {
  const second = Array.from({ length: 16_001 }, () => 0);
  for (
    const bytes of [
      buildWav({ channels: 3, data: new Uint8Array(12) }),
      buildFlac({ channels: [second] }),
      buildOpus(2),
    ]
  ) {
    await assert.rejects(decodeAudio(bytes, LIMITS), { name: "AudioLimitError" });
  }
});
