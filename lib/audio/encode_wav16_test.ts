import assert from "node:assert/strict";
import fc from "fast-check";
import wavefile from "wavefile";
import { decodeWav } from "./decode_wav.ts";
import { encodeWav16 } from "./encode_wav16.ts";

const STEP = 1 / 0x8000;

Deno.test("encodeWav16() loses at most half a step on the way through decodeWav()", () => {
  const samples = fc.float32Array({ min: -1, max: 1 - 2 ** -15, noNaN: true, minLength: 1 });
  fc.assert(fc.property(samples, fc.constantFrom(8_000, 16_000, 44_100), (samples, rate) => {
    const { sampleRateHz, channels, encoding } = decodeWav(encodeWav16(samples, rate));
    assert.equal(encoding, "PCM_16");
    assert.equal(sampleRateHz, rate);
    assert.equal(channels[0]?.length, samples.length);
    channels[0]?.forEach((sample, i) => {
      assert.ok(Math.abs(sample - (samples[i] ?? 0)) <= STEP / 2);
    });
  }));
});

Deno.test("encodeWav16() clamps what is beyond full scale and keeps silence silent", () => {
  const wav = encodeWav16(Float32Array.of(1, 7, -1, -7, 0, -0), 16_000);
  assert.deepEqual(
    decodeWav(wav).channels[0],
    Float32Array.of(1 - STEP, 1 - STEP, -1, -1, 0, 0),
  );
});

Deno.test("encodeWav16() gives back the bytes that decodeWav() read", () => {
  const wav = encodeWav16(Float32Array.from({ length: 999 }, (_, i) => Math.sin(i)), 16_000);
  assert.deepEqual(encodeWav16(decodeWav(wav).channels[0] ?? new Float32Array(), 16_000), wav);
});

Deno.test("encodeWav16() writes what wavefile reads", () => {
  const wav = new wavefile.WaveFile(encodeWav16(Float32Array.of(0.5, -0.5), 22_050));
  assert.deepEqual(wav.getSamples(), Float64Array.of(0x4000, -0x4000));
});
