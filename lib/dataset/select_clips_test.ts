import assert from "node:assert/strict";
import fc from "fast-check";
import { limitPerClass, selectClasses } from "./select_clips.ts";

const clips = ["dog", "rain"].flatMap((label) =>
  [1, 2, 3, 4].flatMap((fold) =>
    [0, 1, 2].map((n) => ({ id: `${label}${fold}${n}`, labels: [label], fold }))
  )
);

Deno.test("selectClasses() drops other labels, and clips that have no label left", () => {
  const several = [{ labels: ["dog", "rain"] }, { labels: ["rain"] }, { labels: [] }];
  assert.deepEqual(selectClasses(several, ["dog"]), [{ labels: ["dog"] }]);
});

Deno.test("selectClasses() names the classes that there are when one is not", () => {
  assert.throws(() => selectClasses(clips, ["dog", "cat"]), {
    message: 'There is no class "cat"; there are: dog, rain',
  });
});

Deno.test("limitPerClass() takes as many of each class, evenly from all folds, in the same order", () => {
  const kept = limitPerClass(clips, 6);
  const count = (label: string, fold: number) =>
    kept.filter((clip) => clip.fold === fold && clip.labels[0] === label).length;
  assert.deepEqual([1, 2, 3, 4].map((fold) => count("dog", fold)), [2, 2, 1, 1]);
  assert.deepEqual([1, 2, 3, 4].map((fold) => count("rain", fold)), [2, 2, 1, 1]);
  assert.deepEqual(kept, clips.filter((clip) => kept.includes(clip)));
});

Deno.test("limitPerClass() never keeps more of a class, nor fewer than there are", () => {
  const clip = fc.record({
    labels: fc.subarray(["a", "b"]),
    fold: fc.option(fc.nat(3), { nil: undefined }),
  });
  const property = fc.property(fc.array(clip), fc.integer({ min: 1, max: 5 }), (some, limit) => {
    const key = ({ labels }: { labels: string[] }) => labels.join();
    const kept = Map.groupBy(limitPerClass(some, limit), key);
    for (const [labels, all] of Map.groupBy(some, key)) {
      assert.equal(kept.get(labels)?.length, Math.min(limit, all.length));
    }
  });
  fc.assert(property);
});
