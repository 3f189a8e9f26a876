import assert from "node:assert/strict";
import fc from "fast-check";
import wavefile from "wavefile";
import { decodeWav } from "./decode_wav.ts";
import { encodeWavFloat } from "./encode_wav_float.ts";

Deno.test("encodeWavFloat() keeps every sample on the way through decodeWav(), over full scale too", () => {
  const samples = fc.float32Array({ min: -16, max: 16, noNaN: true, minLength: 1 });
  fc.assert(fc.property(samples, (samples) => {
    const { sampleRateHz, channels, encoding } = decodeWav(encodeWavFloat(samples, 16_000));
    assert.equal(encoding, "FLOAT");
    assert.equal(sampleRateHz, 16_000);
    assert.deepEqual(channels, [samples]);
  }));
});

Deno.test("encodeWavFloat() writes what wavefile reads, with a fact chunk", () => {
  const wav = new wavefile.WaveFile(encodeWavFloat(Float32Array.of(0.5, -0.25, 1.5), 22_050));
  assert.deepEqual(wav.getSamples(), Float64Array.of(0.5, -0.25, 1.5));
  const bytes = encodeWavFloat(Float32Array.of(0.5, -0.25, 1.5), 22_050);
  const fact = new TextDecoder().decode(bytes.subarray(36, 40));
  assert.equal(fact, "fact");
  assert.equal(new DataView(bytes.buffer).getUint32(44, true), 3);
});
