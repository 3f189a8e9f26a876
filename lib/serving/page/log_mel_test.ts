import assert from "node:assert/strict";
import { whiteNoise } from "../../audio/white_noise.ts";
import { buildLogMel } from "../../backbone/build_logmel.ts";
import { melBandOf as backboneBandOf } from "../../backbone/mel_filterbank.ts";
import { embedForTest } from "../../backbone/test_session.ts";
import { BANDS, logMel, melBandOf } from "./log_mel.js";

/** A chirp through all bands, then noise, then silence. */
function someSound(): Float32Array {
  const waveform = new Float32Array(40_123);
  waveform.set(Float32Array.from({ length: 24_000 }, (_, n) => 0.7 * Math.sin(n * n * 6e-5)));
  waveform.set(whiteNoise(8_000), 24_000);
  return waveform;
}

Deno.test("logMel() gives what the model's own front end gives", async () => {
  const waveform = someSound();
  const bands = logMel(waveform);
  const { log_mel } = await embedForTest(buildLogMel(), waveform);
  assert.equal(bands.length, BANDS);
  assert.equal(bands[0]?.length, Math.ceil(waveform.length / 160));
  bands.forEach((values, band) =>
    values.forEach((value, column) => {
      const wanted = log_mel?.values[column * BANDS + band] ?? NaN;
      // Before the logarithm: float32 sums, as the model makes them, are off by so much near silence.
      const isClose = Math.abs(Math.exp(value) - Math.exp(wanted)) < 1e-5 + 1e-4 * Math.exp(wanted);
      assert.ok(isClose, `band ${band}, column ${column}: wanted ${wanted}, got ${value}`);
    })
  );
});

Deno.test("logMel() of nothing has no columns", () => {
  assert.ok(logMel(new Float32Array()).every(({ length }) => length === 0));
});

Deno.test("melBandOf() is the backbone's", () => {
  for (const hz of [125, 1000, 7500]) {
    assert.ok(Math.abs(melBandOf(hz) - backboneBandOf(hz)) < 1e-9, `${hz} Hz`);
  }
});
