import assert from "node:assert/strict";
import { samplesOf } from "../test_samples.ts";
import { dealPlaces } from "./deal_places.ts";
import { parseSplitShares } from "./split_shares.ts";

const splits = parseSplitShares("60/20/20");
const clips = samplesOf({ cat: 20, dog: 20 }, 2);

Deno.test("dealPlaces() makes folds of what is not kept for testing", () => {
  const places = dealPlaces(clips, { splits, folds: 4, seed: 1 });
  const [test, others] = ["test", "other"].map((kind) =>
    places.filter(({ split }) => (split === "test") === (kind === "test"))
  );
  assert.equal(test?.length, 8);
  assert.ok(test?.every(({ fold }) => fold === undefined));
  assert.deepEqual([...new Set(others?.map(({ fold }) => fold))].sort(), [1, 2, 3, 4]);
});

Deno.test("dealPlaces() leaves as it is what is not asked for", () => {
  const given = clips.map((clip) => ({ ...clip, fold: 7, split: "mine" }));
  const folded = dealPlaces(given, { folds: 2, seed: 1 });
  assert.ok(folded.every(({ split, fold }) => split === "mine" && fold !== 7));
  assert.ok(dealPlaces(given, { splits, seed: 1 }).every(({ fold }) => fold === 7));
});
