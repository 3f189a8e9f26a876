import assert from "node:assert/strict";
import fc from "fast-check";
import { NearestClips } from "./nearest_clips.ts";

Deno.test("NearestClips keeps of each clip the nearest of other groups, in any order that they come", () => {
  const someClips = fc.array(
    fc.record({ group: fc.nat(3), place: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(someClips, fc.integer({ min: 1, max: 4 }), (clips, count) => {
    const nearest = new NearestClips(Int32Array.from(clips, ({ group }) => group), count);
    const distance = (a: number, b: number) =>
      Math.fround(Math.abs((clips[a]?.place ?? 0) - (clips[b]?.place ?? 0)));
    for (let a = clips.length - 1; a >= 0; a--) {
      for (let b = 0; b < a; b++) nearest.see(a, b, distance(a, b));
    }
    for (const [row, { group }] of clips.entries()) {
      const others = [...clips.keys()].filter((other) => clips[other]?.group !== group);
      const wanted = others.map((other) => distance(row, other)).sort((a, b) => a - b);
      const found = nearest.neighboursOf(row);
      assert.deepEqual(found.map((neighbour) => neighbour.distance), wanted.slice(0, count));
      for (const { row: other, distance: d } of found) assert.equal(distance(row, other), d);
    }
  }));
});
