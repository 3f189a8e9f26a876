import assert from "node:assert/strict";
import fc from "fast-check";
import { vectors } from "./exploration_test_data.ts";
import { principalComponents } from "./principal_components.ts";

const toVectors = (rows: number[][]) => rows.map((row) => Float64Array.from(row));

const near = (found: number | undefined, wanted: number, tolerance = 1e-6) =>
  assert.ok(Math.abs((found ?? NaN) - wanted) < tolerance, `wanted ${wanted}, got ${found}`);

Deno.test("principalComponents() finds the axes of a stretched cross, the longest first", () => {
  const cross = toVectors([[0, 13, 0], [0, 7, 0], [0, 10, 1], [0, 10, -1]]);
  const { points, explained } = principalComponents(cross, 2);
  near(explained[0], 0.9);
  near(explained[1], 0.1);
  const wanted = [[3, 0], [-3, 0], [0, 1], [0, -1]];
  wanted.forEach(([x = 0, y = 0], i) => {
    near(Math.abs(points[i]?.[0] ?? NaN), Math.abs(x), 1e-3);
    near(Math.abs(points[i]?.[1] ?? NaN), Math.abs(y), 1e-3);
  });
});

Deno.test("principalComponents() as many as there are dimensions keep all distances", () => {
  fc.assert(fc.property(vectors({ minClips: 2, size: 3 }), (clips) => {
    const { points } = principalComponents(clips, 3);
    const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Math.hypot(...[0, 1, 2].map((i) => (a[i] ?? 0) - (b[i] ?? 0)));
    clips.forEach((clip, i) =>
      near(distance(points[i] ?? [], points[0] ?? []), distance(clip, clips[0] ?? clip), 1e-6)
    );
  }));
});

Deno.test("principalComponents() explain at most the whole variance, the first the most", () => {
  fc.assert(fc.property(vectors({ minClips: 3, size: 4 }), (clips) => {
    const [first = 0, second = 0] = principalComponents(clips, 2).explained;
    assert.ok(first >= second - 1e-3, `${first}, ${second}`);
    assert.ok(second >= 0 && first + second < 1 + 1e-9, `${first}, ${second}`);
  }));
});

Deno.test("principalComponents() repeat bit for bit, and face up", () => {
  fc.assert(fc.property(vectors({ minClips: 2, size: 3 }), (clips) => {
    const { points } = principalComponents(clips, 2);
    assert.deepEqual(principalComponents(clips, 2).points, points);
    for (const k of [0, 1]) {
      const column = points.map((point) => point[k] ?? 0);
      assert.ok(Math.max(...column) >= Math.max(...column.map(Math.abs)) - 1e-12);
    }
  }));
});

Deno.test("principalComponents() beyond the directions in which vectors differ are 0", () => {
  const line = principalComponents(toVectors([[1, 2, 2], [3, 6, 6], [2, 4, 4]]), 2);
  near(line.explained[0], 1);
  assert.equal(line.explained[1], 0);
  assert.ok(line.points.every(([, second]) => second === 0));
  const { points, explained } = principalComponents(toVectors([[1, 2], [1, 2]]), 2);
  assert.deepEqual(points, [[0, 0], [0, 0]]);
  assert.deepEqual(explained, [0, 0]);
  assert.deepEqual(principalComponents([], 2), { points: [], explained: [0, 0] });
});
