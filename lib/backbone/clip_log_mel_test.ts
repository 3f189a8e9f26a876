import assert from "node:assert/strict";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { clipLogMel } from "./clip_log_mel.ts";
import { MEL_BANDS, melBandOf } from "./mel_filterbank.ts";
import { openBackbone } from "./open_backbone.ts";

Deno.test("clipLogMel() hears a tone of 1 kHz in the band of 1 kHz, in 96 rows a frame", async () => {
  const waveform = Float32Array.from(
    { length: SAMPLE_RATE_HZ / 2 },
    (_, i) => 0.5 * Math.sin(2 * Math.PI * 1000 * i / SAMPLE_RATE_HZ),
  );
  const logMel = await clipLogMel({ waveform }, await openBackbone("logmel"));
  assert.equal(logMel.length, 96 * MEL_BANDS);
  const row = logMel.subarray(10 * MEL_BANDS, 11 * MEL_BANDS);
  const loudest = row.indexOf(Math.max(...row));
  assert.ok(Math.abs(loudest - melBandOf(1000)) < 1, `band ${loudest}`);
});
