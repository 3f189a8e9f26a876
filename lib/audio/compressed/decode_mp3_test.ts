import assert from "node:assert/strict";
import { decodeMp3 } from "./decode_mp3.ts";

/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz, mono: 417 bytes, which are silence where they are 0. */
const HEADER = [0xff, 0xfb, 0x90, 0xc4];
const FRAME = new Uint8Array(417);
FRAME.set(HEADER);

const frames = (count: number, frame = FRAME) =>
  new Uint8Array(Array.from({ length: count }, () => [...frame]).flat());
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));
const text = (content: string) => new TextEncoder().encode(content);

/** The first frame of an encoder that tells how many follow it. */
function infoFrame(count: number): Uint8Array {
  const frame = FRAME.slice();
  frame.set(text("Info\0\0\0\x01"), 4 + 17);
  new DataView(frame.buffer).setUint32(4 + 17 + 8, count);
  return frame;
}

Deno.test("decodeMp3() reads mono as one channel", async () => {
  const { sampleRateHz, channels, encoding } = await decodeMp3(frames(20));
  assert.equal(sampleRateHz, 44_100);
  assert.equal(encoding, "MPEG_LAYER_III");
  assert.equal(channels.length, 1);
  const length = channels[0]?.length ?? 0;
  assert.ok(length > 18 * 1152 && length <= 20 * 1152, `${length} samples`);
  assert.ok(channels[0]?.every((sample) => sample === 0));
});

Deno.test("decodeMp3() passes over titles before the frames, and over tags and zeros behind them", async () => {
  const title = join(text("ID3\x04\0\0\0\0\0\x20"), new Uint8Array(32));
  const { channels } = await decodeMp3(frames(20));
  for (
    const end of [join(text("TAG"), new Uint8Array(125)), text("APETAGEX"), new Uint8Array(99)]
  ) {
    assert.deepEqual((await decodeMp3(join(title, frames(20), end))).channels, channels);
  }
});

const stereo = FRAME.slice();
stereo[3] = 0x44;

const BAD: Record<string, [mp3: Uint8Array, message: RegExp]> = {
  "a title alone": [text("ID3\x04\0\0\0\0\0\0"), /no frame of MPEG audio layer III\. Write/],
  "AAC behind a title": [
    join(text("ID3\x04\0\0\0\0\0\0"), Uint8Array.of(0xff, 0xf1, 0x50, 0x80)),
    /it holds no frame of MPEG audio layer III, but an AAC file\. Write it anew/,
  ],
  "a file cut within a frame": [frames(9).subarray(0, -1), /ends within a frame\. The file is cut/],
  "missing frames": [
    join(infoFrame(9), frames(7)),
    /it should hold 9 frames, got 8\. The file is cut/,
  ],
  "something between frames": [
    join(frames(3), text("junk"), frames(3)),
    /no frame starts at byte 1251, where one should/,
  ],
  "channels that change": [join(frames(3), stereo), /sample rate or channels change at byte 1251/],
};

for (const [name, [mp3, message]] of Object.entries(BAD)) {
  Deno.test(`decodeMp3() refuses ${name}`, async () => {
    await assert.rejects(decodeMp3(mp3), { name: "AudioFormatError", message });
  });
}

Deno.test("decodeMp3() refuses ten hours before it decodes them", async () => {
  const low = new Uint8Array(72); // MPEG 2.5 at 8 kbit/s and 8 kHz: 72 ms of audio in 72 bytes
  low.set([0xff, 0xe3, 0x18, 0xc4]);
  const hours = new Uint8Array(72 * 500_000);
  for (let at = 0; at < hours.length; at += 72) hours.set(low, at);
  await assert.rejects(
    decodeMp3(hours),
    /Cannot decode 10\.0 hours of audio \(1 x 288000000 samples\)/,
  );
});
