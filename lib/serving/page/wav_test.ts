import assert from "node:assert/strict";
import { decodeWav } from "../../audio/decode_wav.ts";
import { encodeWav } from "./wav.js";

Deno.test("encodeWav() writes what the server's decoder reads", async () => {
  const blocks = [Float32Array.of(0, 0.5, -0.25), Float32Array.of(2, -2)];
  const bytes = await encodeWav(blocks, 48_000).bytes();
  const { sampleRateHz, channels } = decodeWav(bytes);
  assert.equal(sampleRateHz, 48_000);
  assert.equal(channels.length, 1);
  const [samples] = channels;
  [0, 0.5, -0.25, 1, -1].forEach((wanted, n) =>
    assert.ok(Math.abs((samples?.[n] ?? NaN) - wanted) < 1e-4, `sample ${n}`)
  );
});
