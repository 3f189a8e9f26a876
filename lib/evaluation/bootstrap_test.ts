import assert from "node:assert/strict";
import { bootstrapInterval, groupClips } from "./bootstrap.ts";

const meanOf = (values: readonly number[]) => (clips: readonly number[]) =>
  clips.reduce((total, clip) => total + (values[clip] ?? NaN), 0) / clips.length;

const singles = (count: number) => Array.from({ length: count }, (_, clip) => [clip]);

Deno.test("bootstrapInterval() of a mean comes near the interval of theory", () => {
  const values = Array.from({ length: 400 }, (_, clip) => clip < 300 ? 1 : 0);
  const interval = bootstrapInterval(singles(400), meanOf(values), { resamples: 2000, seed: 1 });
  assert.ok(interval);
  const half = 1.96 * Math.sqrt(0.75 * 0.25 / 400);
  assert.ok(Math.abs(interval.low - (0.75 - half)) < 0.004, `low ${interval.low}`);
  assert.ok(Math.abs(interval.high - (0.75 + half)) < 0.004, `high ${interval.high}`);
});

Deno.test("bootstrapInterval() is wider where clips of one recording stand together", () => {
  const values = Array.from({ length: 400 }, (_, clip) => Math.floor(clip / 10) % 4 === 0 ? 0 : 1);
  const recordings = Array.from(
    { length: 40 },
    (_, recording) => Array.from({ length: 10 }, (_, take) => 10 * recording + take),
  );
  const options = { resamples: 1000, seed: 1 };
  const clips = bootstrapInterval(singles(400), meanOf(values), options);
  const groups = bootstrapInterval(recordings, meanOf(values), options);
  assert.ok(clips && groups);
  assert.ok(groups.high - groups.low > 2 * (clips.high - clips.low));
});

Deno.test("bootstrapInterval() repeats from its seed, and another seed differs", () => {
  const draw = (seed: number) =>
    bootstrapInterval(singles(50), meanOf(singles(50).flat()), { resamples: 100, seed });
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
});

Deno.test("bootstrapInterval() is null where the statistic is never defined, or nothing is drawn", () => {
  assert.equal(bootstrapInterval(singles(3), () => null, { resamples: 10, seed: 0 }), null);
  assert.equal(bootstrapInterval(singles(3), () => 1, { resamples: 0, seed: 0 }), null);
});

Deno.test("groupClips() puts clips of one recording together and others alone", () => {
  const recordings = new Map([["a", "r1"], ["b", "r2"], ["c", "r1"]]);
  const clips = ["a", "b", "c", "r1", "d"].map((id) => ({ id }));
  const groups = groupClips(clips, recordings);
  const ids = groups.map((group) => group.map(({ id }) => id));
  assert.deepEqual(ids, [["a", "c"], ["b"], ["r1"], ["d"]]);
});
