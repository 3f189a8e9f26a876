import assert from "node:assert/strict";
import fc from "fast-check";
import { makeSample, samplesOf } from "../test_samples.ts";
import { groupedSplits } from "./grouped_splits.ts";
import { groupRecordings } from "./recordings.ts";
import { parseSplitShares, type SplitShare } from "./split_shares.ts";

const shares = (text: string): SplitShare[] => parseSplitShares(text) ?? [];

const countOf = (splits: readonly string[], split: string) =>
  splits.filter((other) => other === split).length;

/** Up to three labels a clip, in 40 recordings, and copies among them. */
const someClips = fc.array(
  fc.record({
    labels: fc.subarray(["a", "b", "c"]),
    recording: fc.integer({ min: 0, max: 40 }),
    audio: fc.integer({ min: 0, max: 400 }),
  }),
  { minLength: 60, maxLength: 150 },
).map((clips) =>
  clips.map(({ labels, recording, audio }, i) => ({
    ...makeSample(`clip-${i}`, labels, `recording-${recording}`),
    sourceSha256: `${audio}`,
  }))
);

const someShares = fc.constantFrom(...["80/20", "50/50", "80/10/10", "70/15/15"].map(shares));

Deno.test("groupedSplits() puts no recording on two sides, keeps to the sizes and repeats from its seed", () => {
  fc.assert(fc.property(someClips, someShares, fc.nat(), (clips, wanted, seed) => {
    const recordings = groupRecordings(clips);
    const largest = Math.max(...recordings.map(({ rows }) => rows.length));
    fc.pre(recordings.length >= 20 && largest <= clips.length / 10);
    const splits = groupedSplits(clips, wanted, seed);
    for (const { rows } of recordings) {
      assert.equal(new Set(rows.map((row) => splits[row])).size, 1);
    }
    const total = wanted.reduce((sum, { share }) => sum + share, 0);
    for (const { split, share } of wanted) {
      const ideal = clips.length * share / total;
      const off = Math.abs(countOf(splits, split) - ideal);
      assert.ok(off <= largest + 5, `${split}: ${countOf(splits, split)} instead of ${ideal}`);
    }
    assert.deepEqual(groupedSplits(clips, wanted, seed), splits);
  }));
});

Deno.test("groupedSplits() gives each split its share of each class", () => {
  const samples = samplesOf({ cat: 100, dog: 40, owl: 20 }, 2);
  for (let seed = 0; seed < 10; seed++) {
    const splits = groupedSplits(samples, shares("80/10/10"), seed);
    const counts = ["cat", "dog", "owl"].map((label) =>
      ["train", "validation", "test"].map((split) =>
        countOf(splits.filter((_, row) => samples[row]?.labels[0] === label), split)
      )
    );
    assert.deepEqual(counts, [[80, 10, 10], [32, 4, 4], [16, 2, 2]]);
  }
});

Deno.test("groupedSplits() gives each split its share of each label where clips have several", () => {
  const kinds = [["rain"], ["rain", "wind"], ["wind", "dog"], ["dog"], []];
  const samples = Array.from({ length: 500 }, (_, i) => makeSample(`${i}`, kinds[i % 5] ?? []));
  const splits = groupedSplits(samples, shares("70/15/15"), 1);
  for (const label of ["rain", "wind", "dog"]) {
    const own = splits.filter((_, row) => samples[row]?.labels.includes(label));
    assert.ok(Math.abs(countOf(own, "train") - 140) <= 2, `${label}: ${countOf(own, "train")}`);
    assert.ok(Math.abs(countOf(own, "test") - 30) <= 2, `${label}: ${countOf(own, "test")}`);
  }
});

Deno.test("groupedSplits() of another seed are other splits", () => {
  const samples = samplesOf({ cat: 20, dog: 20 });
  const split = (seed: number) => groupedSplits(samples, shares("80/20"), seed);
  assert.notDeepEqual(split(1), split(2));
});

Deno.test("groupedSplits() refuses to leave a split empty", () => {
  assert.throws(() => groupedSplits(samplesOf({ cat: 4 }, 2), shares("80/10/10"), 1), {
    name: "RangeError",
    message:
      'Cannot split 2 recordings by 80/10/10: nothing would be left for "validation". Make that part larger, or add recordings',
  });
});
