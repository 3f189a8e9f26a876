import assert from "node:assert/strict";
import { sha256 } from "../storage/sha256.ts";
import { decodeWav } from "./decode_wav.ts";
import { sourceHash } from "./source_hash.ts";
import { buildWav, bytesOf, chunk } from "./wav_test_data.ts";

Deno.test("sourceHash() is SHA-256 over rate, channels and interleaved float32 samples", () => {
  const channels = [Float32Array.of(1, 3), Float32Array.of(2, 4)];
  const head = new TextEncoder().encode("8000:2\n");
  const content = new Uint8Array([...head, ...bytesOf(Float32Array.of(1, 2, 3, 4))]);
  assert.equal(sourceHash({ sampleRateHz: 8_000, channels }), sha256(content));
});

Deno.test("sourceHash() of the same samples is the same in any container", () => {
  const plain = buildWav({ data: bytesOf(Int16Array.of(1, -2)) });
  const tagged = buildWav({
    data: bytesOf(Int16Array.of(1, -2)),
    between: [chunk("LIST", new TextEncoder().encode("INFOname"))],
  });
  const wide = buildWav({ bits: 32, data: bytesOf(Int32Array.of(1 << 16, -2 << 16)) });
  const hashes = [plain, tagged, wide].map((wav) => sourceHash(decodeWav(wav)));
  assert.equal(new Set(hashes).size, 1);
});

Deno.test("sourceHash() tells rate, channels and samples apart", () => {
  const hashes = [
    { sampleRateHz: 8_000, channels: [Float32Array.of(1, 2)] },
    { sampleRateHz: 16_000, channels: [Float32Array.of(1, 2)] },
    { sampleRateHz: 8_000, channels: [Float32Array.of(1), Float32Array.of(2)] },
    { sampleRateHz: 8_000, channels: [Float32Array.of(1, 2.5)] },
  ].map(sourceHash);
  assert.equal(new Set(hashes).size, 4);
});

Deno.test("sourceHash() hashes a long recording as it would a short one", () => {
  const left = Float32Array.from({ length: 150_000 }, (_, i) => Math.sin(i));
  const right = left.toReversed();
  const interleaved = new Float32Array(300_000);
  left.forEach((sample, i) => interleaved.set([sample, right[i] ?? 0], 2 * i));
  const content = new Uint8Array([
    ...new TextEncoder().encode("8000:2\n"),
    ...bytesOf(interleaved),
  ]);
  assert.equal(sourceHash({ sampleRateHz: 8_000, channels: [left, right] }), sha256(content));
});
