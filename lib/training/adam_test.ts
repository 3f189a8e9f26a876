import assert from "node:assert/strict";
import { Adam } from "./adam.ts";
import { assertClose } from "./test_close.ts";

Deno.test("Adam.step() first moves each parameter by the learning rate, however steep", () => {
  const parameters = Float64Array.of(1, 1, 1);
  new Adam(3).step(parameters, Float64Array.of(1e3, -0.5, 0), 0.01);
  assertClose(parameters, [0.99, 1.01, 1], 1e-6);
});

Deno.test("Adam.step() follows the paper's algorithm 1 over several steps", () => {
  const gradients = [0.3, -1.2, 0.7, 0.1];
  const parameters = Float64Array.of(0);
  const adam = new Adam(1);
  let [first, second, expected] = [0, 0, 0];
  gradients.forEach((gradient, i) => {
    adam.step(parameters, Float64Array.of(gradient), 0.1);
    first = 0.9 * first + 0.1 * gradient;
    second = 0.999 * second + 0.001 * gradient ** 2;
    const unbiased = [first / (1 - 0.9 ** (i + 1)), second / (1 - 0.999 ** (i + 1))] as const;
    expected -= 0.1 * unbiased[0] / Math.sqrt(unbiased[1]);
  });
  assertClose(parameters, [expected], 1e-6);
});

Deno.test("Adam.step() finds the bottom of a bowl", () => {
  const parameters = Float64Array.of(5, -3);
  const adam = new Adam(2);
  for (let step = 0; step < 2000; step++) {
    adam.step(parameters, Float64Array.of(parameters[0] ?? 0, 100 * (parameters[1] ?? 0)), 0.05);
  }
  assert.ok(parameters.every((value) => Math.abs(value) < 0.01), `got ${parameters}`);
});
