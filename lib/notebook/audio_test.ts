import assert from "node:assert/strict";
import { decodeWav } from "../audio/decode_wav.ts";
import { audioBundle } from "./audio.ts";

Deno.test("audioBundle() holds the samples as a WAV of their rate, in a player", () => {
  const samples = Float32Array.of(0, 0.5, -1, 0.25);
  const html = String(audioBundle(samples, { sampleRateHz: 8000 })["text/html"]);
  const [, base64 = ""] = /<audio controls src="data:audio\/wav;base64,([^"]+)">/.exec(html) ?? [];
  const wav = decodeWav(Uint8Array.fromBase64(base64));
  assert.equal(wav.sampleRateHz, 8000);
  assert.deepEqual(wav.channels, [samples]);
});

Deno.test("audioBundle() says in words what it is and how long", () => {
  const minute = new Float32Array(60 * 16_000);
  const { "text/html": html, "text/plain": text } = audioBundle(minute, { title: "<dog>" });
  assert.match(String(html), /^&lt;dog&gt;<br>/);
  assert.equal(text, "<dog>: 60.0 s (run the cell to listen)");
  assert.match(String(audioBundle(minute, {})["text/plain"]), /^audio: 60\.0 s/);
});
