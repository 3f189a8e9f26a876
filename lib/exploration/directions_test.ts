import assert from "node:assert/strict";
import fc from "fast-check";
import { cosineDistance, directions, dot } from "./directions.ts";
import { embeddings } from "./exploration_test_data.ts";

Deno.test("directions() have length 1, whatever the embeddings' scale and offset", () => {
  fc.assert(fc.property(embeddings({ minClips: 2, size: 3 }), (embeddings) => {
    const vectors = directions(embeddings);
    const moved = directions(embeddings.map((vector) => vector.map((value) => 4 * value + 8)));
    for (const [i, vector] of vectors.entries()) {
      const length = dot(vector, vector);
      assert.ok(length === 0 || Math.abs(length - 1) < 1e-9, `length ${length}`);
      vector.forEach((value, k) => assert.ok(Math.abs(value - (moved[i]?.[k] ?? NaN)) < 1e-3));
    }
  }));
});

Deno.test("directions() of equal clips are 0, and nothing is not a number", () => {
  const clip = Float32Array.from([0.1, 0.2]);
  assert.deepEqual(directions([clip, clip]).map((vector) => [...vector]), [[0, 0], [0, 0]]);
  assert.deepEqual(directions([]), []);
});

Deno.test("cosineDistance() is 0 for the same direction, 1 at right angles, 2 for the opposite", () => {
  const [east, north, west] = [[1, 0], [0, 1], [-1, 0]].map((vector) => Float64Array.from(vector));
  assert.ok(east && north && west);
  assert.equal(cosineDistance(east, east), 0);
  assert.equal(cosineDistance(east, north), 1);
  assert.equal(cosineDistance(east, west), 2);
});
