import assert from "node:assert/strict";
import { toMono } from "./to_mono.ts";

Deno.test("toMono() takes the mean of the channels", () => {
  const channels = [Float32Array.of(1, 0.5), Float32Array.of(-1, 0.5), Float32Array.of(0, 0.5)];
  assert.deepEqual(toMono({ channels }), Float32Array.of(0, 0.5));
  assert.deepEqual(channels[0], Float32Array.of(1, 0.5));
});

Deno.test("toMono() hands a mono recording's samples on without a copy", () => {
  const samples = Float32Array.of(0.25);
  assert.equal(toMono({ channels: [samples] }), samples);
});

Deno.test("toMono() refuses 0 channels", () => {
  assert.throws(() => toMono({ channels: [] }), { message: /Cannot mix down 0 channels/ });
});
