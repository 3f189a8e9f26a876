import assert from "node:assert/strict";
import fc from "fast-check";
import { cutClips } from "./cut_clips.ts";

const WHOLE = {};
const windows = (durationSeconds: number) => ({ durationSeconds, longerClips: "window" } as const);

Deno.test("cutClips() keeps a recording whole unless told", () => {
  assert.deepEqual(cutClips(441, 44_100, undefined, WHOLE), [{ start: 0, end: 441 }]);
});

Deno.test("cutClips() cuts a segment at round(seconds · rate), at the recording's end at the latest", () => {
  const cut = (startSeconds: number, endSeconds: number) =>
    cutClips(22_050, 22_050, { startSeconds, endSeconds }, WHOLE);
  assert.deepEqual(cut(0.1, 0.30001), [{ start: 2_205, end: 6_615 }]);
  assert.deepEqual(cut(0.5, 9), [{ start: 11_025, end: 22_050 }]);
});

Deno.test("cutClips() refuses a segment that does not lie in the recording", () => {
  const cut = (startSeconds: number, endSeconds: number) => () =>
    cutClips(22_050, 22_050, { startSeconds, endSeconds }, WHOLE);
  for (
    const [start, end] of [[1, 2], [5, 6], [0.995, 2], [0.5, 0.4], [-1, 0.5], [NaN, 1]] as const
  ) {
    assert.throws(cut(start, end), { name: "AudioFormatError", message: /recording of 1\.000 s/ });
  }
});

Deno.test("cutClips() trims what is longer than wanted, of a segment too", () => {
  const trim = { durationSeconds: 2, longerClips: "trim" } as const;
  assert.deepEqual(cutClips(30, 10, undefined, trim), [{ start: 0, end: 20 }]);
  assert.deepEqual(cutClips(20, 10, undefined, trim), [{ start: 0, end: 20 }]);
  assert.deepEqual(cutClips(5, 10, undefined, trim), [{ start: 0, end: 5 }]);
  const segment = { startSeconds: 0.5, endSeconds: 3 };
  assert.deepEqual(cutClips(30, 10, segment, trim), [{ start: 5, end: 25 }]);
});

Deno.test("cutClips() cuts windows, the last of them from half a window on", () => {
  assert.deepEqual(cutClips(25, 10, undefined, windows(1)), [
    { start: 0, end: 10, window: 0 },
    { start: 10, end: 20, window: 1 },
    { start: 20, end: 25, window: 2 },
  ]);
  assert.equal(cutClips(24, 10, undefined, windows(1)).length, 2);
  assert.deepEqual(cutClips(14, 10, undefined, windows(1)), [{ start: 0, end: 10, window: 0 }]);
});

Deno.test("cutClips() keeps a rest of exactly half a window, whatever the rate", () => {
  const even = (rateHz: number, centiseconds: number) => rateHz * centiseconds % 200 === 0;
  for (const rateHz of [8_000, 11_025, 16_000, 22_050, 44_100, 48_000]) {
    for (let centiseconds = 3; centiseconds < 400; centiseconds++) {
      if (!even(rateHz, centiseconds)) continue;
      const samples = rateHz * centiseconds / 100;
      const cut = (rest: number) =>
        cutClips(samples + rest, rateHz, undefined, windows(centiseconds / 100)).length;
      assert.deepEqual([cut(samples / 2 - 1), cut(samples / 2)], [1, 2], `${samples} at ${rateHz}`);
    }
  }
});

Deno.test("cutClips() makes no windows of what is not longer than one", () => {
  assert.deepEqual(cutClips(10, 10, undefined, windows(1)), [{ start: 0, end: 10 }]);
  assert.deepEqual(cutClips(1, 10, undefined, windows(1)), [{ start: 0, end: 1 }]);
});

Deno.test("cutClips() lays windows end to end, whatever the rate", () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 1e6 }),
    fc.integer({ min: 1_000, max: 48_000 }),
    fc.double({ min: 0.05, max: 10, noNaN: true }),
    (samples, rateHz, durationSeconds) => {
      const cuts = cutClips(samples, rateHz, undefined, windows(durationSeconds));
      const length = durationSeconds * rateHz;
      cuts.forEach(({ start, end }, i) => {
        assert.equal(start, cuts[i - 1]?.end ?? 0);
        assert.ok(end > start && end - start <= Math.ceil(length) && end <= samples);
      });
      const left = samples - (cuts.at(-1)?.end ?? 0);
      assert.ok(left <= length / 2 + 1, `${left} samples left out`);
    },
  );
  fc.assert(property);
});
