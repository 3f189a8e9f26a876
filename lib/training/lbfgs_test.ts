import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "./test_close.ts";
import { minimize } from "./lbfgs.ts";

/** Σ curvature · (x - centre)² / 2. */
const bowl = (centre: number[], curvature: number[]) => (point: Float64Array) => {
  const gradient = point.map((x, i) => (curvature[i] ?? 1) * (x - (centre[i] ?? 0)));
  const value = point.reduce((sum, x, i) => {
    return sum + (curvature[i] ?? 1) * (x - (centre[i] ?? 0)) ** 2 / 2;
  }, 0);
  return { value, gradient };
};

Deno.test("minimize() finds the bottom of a bowl that is a thousand times steeper one way", () => {
  const steepness = fc.double({ min: 1, max: 1000, noNaN: true });
  const place = fc.double({ min: -10, max: 10, noNaN: true });
  const axes = fc.array(fc.tuple(place, steepness), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(axes, (axes) => {
    const centre = axes.map(([place]) => place);
    const objective = bowl(centre, axes.map(([, steepness]) => steepness));
    const start = new Float64Array(axes.length);
    const found = minimize(objective, start, { maxIterations: 500, tolerance: 1e-7 });
    assertClose(found, centre, 1e-6);
  }));
});

Deno.test("minimize() never goes up, and tells each iteration once", () => {
  const values: number[] = [];
  const iterations: number[] = [];
  minimize(bowl([3, -2, 5], [1, 30, 900]), new Float64Array(3), {
    maxIterations: 100,
    tolerance: 1e-8,
    onIteration(iteration, { value }) {
      iterations.push(iteration);
      values.push(value);
    },
  });
  assert.deepEqual(iterations, values.map((_, i) => i + 1));
  assert.deepEqual(values, values.toSorted((a, b) => b - a));
});

Deno.test("minimize() stays at the minimum, and stops after the iterations that it may take", () => {
  const objective = bowl([1, 1], [1, 100]);
  const options = { maxIterations: 2, tolerance: 1e-8 };
  assert.deepEqual([...minimize(objective, Float64Array.of(1, 1), options)], [1, 1]);
  let iterations = 0;
  minimize(objective, Float64Array.of(9, -7), { ...options, onIteration: () => iterations++ });
  assert.equal(iterations, 2);
});
