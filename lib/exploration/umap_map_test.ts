import assert from "node:assert/strict";
import { Random } from "../dataset/random.ts";
import { umapMap } from "./umap_map.ts";

/** Three groups of ten vectors, each around an axis of its own. */
function groups(): Float64Array[] {
  const random = new Random(5);
  return Array.from(
    { length: 30 },
    (_, i) =>
      Float64Array.from({ length: 6 }, (_, k) => (k === i % 3 ? 1 : 0) + 0.1 * random.uniform()),
  );
}

Deno.test("umapMap() keeps groups together and apart from each other", async () => {
  const points = await umapMap(groups());
  const distances = (isSame: boolean) =>
    points.flatMap(([x, y], i) =>
      points.slice(0, i).flatMap(([u, v], j) =>
        (i % 3 === j % 3) === isSame ? [Math.hypot(x - u, y - v)] : []
      )
    );
  assert.ok(Math.max(...distances(true)) < Math.min(...distances(false)));
});

Deno.test("umapMap() repeats from its seed", async () => {
  const map = await umapMap(groups(), { seed: 7 });
  assert.deepEqual(await umapMap(groups(), { seed: 7 }), map);
  assert.notDeepEqual(await umapMap(groups(), { seed: 8 }), map);
});

Deno.test("umapMap() maps few clips, tells how far it is, and refuses fewer than four", async () => {
  const told: [number, number][] = [];
  const onProgress = (done: number, total: number) => void told.push([done, total]);
  const points = await umapMap(groups().slice(0, 4), { onProgress });
  assert.equal(points.length, 4);
  assert.ok(points.flat().every(Number.isFinite));
  const [done, total] = told.at(-1) ?? [];
  assert.ok(done !== undefined && done > 0 && done === total);
  await assert.rejects(umapMap(groups().slice(0, 3)), {
    name: "RangeError",
    message: "Cannot map 3 clips: wanted at least 4",
  });
});
