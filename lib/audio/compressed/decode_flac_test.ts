import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeWav } from "../decode_wav.ts";
import { sourceHash } from "../source_hash.ts";
import { buildWav, bytesOf } from "../wav_test_data.ts";
import { decodeFlac } from "./decode_flac.ts";
import { buildFlac, type FlacParts } from "./flac_test_data.ts";

const LEFT = Array.from({ length: 500 }, (_, i) => Math.round(9_000 * Math.sin(i / 9)));
const RIGHT = LEFT.map((sample, i) => (sample >> 1) + i % 7);
const STEREO = [LEFT, RIGHT];

Deno.test("decodeFlac() gives the samples and the source hash of a WAV file of the same width", () => {
  const flac = decodeFlac(buildFlac({ channels: STEREO, sampleRateHz: 22_050 }));
  const data = bytesOf(Int16Array.from(LEFT.flatMap((sample, i) => [sample, RIGHT[i] ?? 0])));
  const wav = decodeWav(buildWav({ channels: 2, sampleRateHz: 22_050, data }));
  assert.deepEqual(flac, wav);
  assert.equal(sourceHash(flac), sourceHash(wav));
});

Deno.test("decodeFlac() puts channels together again however they were stored", () => {
  for (const stereo of ["left-side", "side-right", "mid-side"] as const) {
    for (const predictor of ["none", "first order"] as const) {
      const { channels } = decodeFlac(buildFlac({ channels: STEREO, stereo, predictor }));
      assert.deepEqual(channels, STEREO.map((all) => Float32Array.from(all, (x) => x / 0x8000)));
    }
  }
});

Deno.test("decodeFlac() reads any samples of any width", () => {
  const property = fc.property(
    fc.constantFrom(4, 8, 12, 16, 20, 24, 32).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        samples: fc.array(fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }), {
          minLength: 1,
          maxLength: 50,
        }),
      })
    ),
    ({ bits, samples }) => {
      const predictor = bits < 16 ? "first order" : "none";
      const { channels } = decodeFlac(buildFlac({ channels: [samples], bits, predictor }));
      assert.deepEqual(channels, [Float32Array.from(samples, (x) => x / 2 ** (bits - 1))]);
    },
  );
  fc.assert(property, { numRuns: 200 });
});

const mono = (parts: Partial<FlacParts> = {}) => buildFlac({ channels: [LEFT], ...parts });
const changed = (at: number, value: number) => mono().with(at, value);
const UNKNOWN = "0".repeat(32);

const BAD: Record<string, [flac: Uint8Array, message: RegExp]> = {
  "cut metadata": [mono().subarray(0, 30), /it ends within its metadata\. The file is cut short/],
  "no frames": [mono().subarray(0, 42), /it holds no samples/],
  "a cut frame": [mono().subarray(0, 600), /it ends within a frame\. The file is cut short/],
  "missing frames": [mono({ samples: 501 }), /it should hold 501 samples, got 500/],
  "too many samples": [mono({ samples: 499 }), /it should hold 499 samples, got 500/],
  "other samples": [mono({ md5: "1".repeat(32) }), /the MD5 of its samples differs/],
  "an unknown length": [mono({ samples: 0, md5: UNKNOWN }), /its length is unknown/],
  "a flipped bit in a sample": [changed(500, 1), /a frame is damaged: its checksum differs/],
  "a flipped bit in a header": [changed(48, 1), /header of a frame is damaged/],
  "no frame where one should be": [changed(42, 0), /no frame starts where one should/],
  "no sample rate": [mono({ sampleRateHz: 0 }), /its sample rate is 0 Hz/],
  "samples for ten hours": [
    mono({ samples: 36_000 * 16_000 }),
    /Cannot decode 10\.0 hours of audio \(1 x 576000000 samples\)/,
  ],
};

for (const [name, [flac, message]] of Object.entries(BAD)) {
  Deno.test(`decodeFlac() refuses ${name}`, () => {
    assert.throws(() => decodeFlac(flac), { name: "AudioFormatError", message });
  });
}

Deno.test("decodeFlac() refuses or reads right whatever happens to a file's bytes", () => {
  const whole = buildFlac({ channels: STEREO, predictor: "first order" });
  const wanted = decodeFlac(whole);
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  const property = fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
    const flac = whole.slice();
    for (const { at, value } of changes) flac[at] = value;
    try {
      assert.deepEqual(decodeFlac(flac).channels, wanted.channels);
    } catch (error) {
      if (!(error instanceof Error && error.name === "AudioFormatError")) throw error;
    }
  });
  fc.assert(property, { numRuns: 300 });
});
