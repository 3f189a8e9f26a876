import assert from "node:assert/strict";
import { Random } from "../random.ts";
import { addDecaying, atLevel, highPass, lowPass, noise, signal, sine } from "./signal.ts";

Deno.test("sine() is a sine to 0.2 %, for any number of turns", () => {
  for (let turns = -2; turns < 2; turns += 0.001) {
    const error = Math.abs(sine(turns) - Math.sin(2 * Math.PI * turns));
    assert.ok(error < 0.002, `off by ${error} at ${turns} turns`);
  }
});

Deno.test("lowPass() lets a steady signal through, highPass() takes it away", () => {
  const steady = signal(1000, () => 1);
  assert.ok(Math.abs((lowPass(steady, 0.1).at(-1) ?? 0) - 1) < 1e-6);
  assert.ok(Math.abs(highPass(steady, 0.1).at(-1) ?? 1) < 1e-6);
});

Deno.test("addDecaying() halves the loudness every half-life, to the end of the signal", () => {
  const samples = new Float64Array(400);
  addDecaying(samples, 100, 100, () => 1);
  assert.equal(samples[99], 0);
  assert.equal(samples[100], 1);
  assert.ok(Math.abs((samples[200] ?? 0) - 0.5) < 0.01);
  assert.ok(Math.abs((samples[300] ?? 0) - 0.25) < 0.01);
});

Deno.test("atLevel() sets the root mean square, and leaves silence silent", () => {
  const loud = atLevel(noise(new Random(1), 1000), 0.1);
  const power = loud.reduce((sum, sample) => sum + sample * sample, 0) / loud.length;
  assert.ok(Math.abs(Math.sqrt(power) - 0.1) < 1e-9);
  assert.deepEqual(atLevel(new Float64Array(3), 0.1), new Float64Array(3));
});
