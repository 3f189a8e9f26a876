import assert from "node:assert/strict";
import { checkDecodedSize } from "./decoded_size.ts";
import { decodeWav } from "./decode_wav.ts";
import { buildWav } from "./wav_test_data.ts";

const HOUR = 3_600;

Deno.test("checkDecodedSize() takes what fits into memory and refuses what does not", () => {
  checkDecodedSize({ sampleRateHz: 44_100, channels: 1, samples: 1.6 * HOUR * 44_100 });
  checkDecodedSize({ sampleRateHz: 16_000, channels: 1, samples: 2 ** 28 });
  const refused = (sampleRateHz: number, channels: number, samples: number) =>
    assert.throws(() => checkDecodedSize({ sampleRateHz, channels, samples }), {
      name: "AudioFormatError",
      message: /wanted at most 268435456 samples.*Cut it into parts/,
    });
  refused(44_100, 2, 1.6 * HOUR * 44_100);
  refused(16_000, 1, 2 ** 28 + 1);
  refused(1_000, 1, 10 * HOUR * 1_000); // would be 16 times as large at 16 kHz
});

Deno.test("decodeWav() refuses a file that would not fit into memory", () => {
  const wav = buildWav({ bits: 8, sampleRateHz: 1_000, data: new Uint8Array(5 * HOUR * 1_000) });
  assert.throws(() => decodeWav(wav), /Cannot decode 5\.0 hours of audio \(1 x 18000000 samples\)/);
});
