import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../training/test_close.ts";
import { type AnsweredClip, compareModels } from "./compare_models.ts";
import { mcNemarTest } from "./mcnemar.ts";

/** "+" for a right answer, "-" for a wrong one. */
const answered = (marks: string): AnsweredClip[] =>
  [...marks].map((mark, clip) => ({ id: `clip-${clip}`, correct: mark === "+" }));

Deno.test("compareModels() sorts clips by who is right, in an example worked by hand", () => {
  const comparison = compareModels(answered("+++--+"), answered("+-+++-"));
  const { bothRight, onlyARight, onlyBRight, bothWrong, ...figures } = comparison;
  assert.deepEqual(bothRight, ["clip-0", "clip-2"]);
  assert.deepEqual(onlyARight, ["clip-1", "clip-5"]);
  assert.deepEqual(onlyBRight, ["clip-3", "clip-4"]);
  assert.deepEqual(bothWrong, []);
  assert.deepEqual([figures.count, figures.accuracyA, figures.accuracyB], [6, 4 / 6, 4 / 6]);
  assert.deepEqual([figures.difference, figures.pValue], [0, 1]);
});

Deno.test("compareModels() pairs clips by name and leaves out what only one model answered", () => {
  const a = [{ id: "x", correct: true }, { id: "y", correct: true }, { id: "seen", correct: true }];
  const b = [{ id: "new", correct: true }, { id: "y", correct: false }, { id: "x", correct: true }];
  const { count, bothRight, onlyARight } = compareModels(a, b);
  assert.deepEqual([count, bothRight, onlyARight], [2, ["x"], ["y"]]);
});

Deno.test("compareModels() has an interval near that of theory, and a narrower one where both fail alike", () => {
  const repeat = (marks: string) => answered(marks.repeat(100));
  const alike = compareModels(repeat("+++-"), repeat("++--")).differenceInterval;
  assert.ok(alike);
  const half = 1.96 * Math.sqrt(0.25 * 0.75 / 400); // one clip in four is lost, none won
  assertClose([alike.low, alike.high], [-0.25 - half, -0.25 + half], 0.01);
  const apart = compareModels(repeat("+++-"), repeat("-+-+")).differenceInterval;
  assert.ok(apart && apart.high - apart.low > 1.5 * (alike.high - alike.low));
});

Deno.test("compareModels() draws whole recordings where they are known", () => {
  const a = answered("+".repeat(200));
  const b = answered(("+".repeat(10) + "-".repeat(10)).repeat(10));
  const recordings = new Map(a.map(({ id }, clip) => [id, `recording ${Math.floor(clip / 10)}`]));
  const ofClips = compareModels(a, b);
  const ofRecordings = compareModels(a, b, { recordings });
  assert.deepEqual([ofClips.bootstrap.unit, ofRecordings.bootstrap.unit], ["clip", "recording"]);
  const width = (interval: { low: number; high: number } | null) =>
    interval ? interval.high - interval.low : NaN;
  assert.ok(width(ofRecordings.differenceInterval) > 2 * width(ofClips.differenceInterval));
});

Deno.test("compareModels() refuses models that share no clip, and two answers to one", () => {
  assert.throws(() => compareModels(answered("+"), []), /wanted clips that both answered/);
  const twice = [...answered("+"), ...answered("-")];
  assert.throws(() => compareModels(answered("+"), twice), /got two of clip-0/);
});

Deno.test("compareModels() gives every clip to one group, and turns round with the models", () => {
  const marks = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(marks, (marks) => {
    const a = marks.map(([correct], clip) => ({ id: `clip-${clip}`, correct }));
    const b = marks.map(([, correct], clip) => ({ id: `clip-${clip}`, correct }));
    const there = compareModels(a, b, { resamples: 50 });
    const back = compareModels(b, a, { resamples: 50 });
    const { bothRight, onlyARight, onlyBRight, bothWrong } = there;
    const all = [...bothRight, ...onlyARight, ...onlyBRight, ...bothWrong];
    assert.deepEqual(all.toSorted(), a.map(({ id }) => id).sort());
    assertClose([there.difference], [there.accuracyB - there.accuracyA], 1e-12);
    assert.equal(there.difference, back.difference === 0 ? 0 : -back.difference);
    assert.deepEqual(there.onlyARight, back.onlyBRight);
    assert.equal(there.pValue, mcNemarTest(onlyARight.length, onlyBRight.length));
    const { differenceInterval: interval } = there;
    assert.ok(
      interval && -1 <= interval.low && interval.low <= interval.high && interval.high <= 1,
    );
  }));
});
