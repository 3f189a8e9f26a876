import assert from "node:assert/strict";
import fc from "fast-check";
import { makeSample } from "../test_samples.ts";
import { groupRecordings } from "./recordings.ts";

/** A clip for each pair of a recording and the audio that it holds. */
const clipsOf = (...pairs: [recording: string, audio: string][]) =>
  pairs.map(([recording, sourceSha256], i) => ({
    ...makeSample(`clip-${i}`, ["dog"], recording),
    sourceSha256,
  }));

Deno.test("groupRecordings() keeps the clips of a recording together, in order of appearance", () => {
  const clips = clipsOf(["park", "1"], ["yard", "2"], ["park", "3"]);
  assert.deepEqual(groupRecordings(clips).map(({ name, rows }) => ({ name, rows })), [
    { name: "park", rows: [0, 2] },
    { name: "yard", rows: [1] },
  ]);
});

Deno.test("groupRecordings() takes a copy under another name for the same recording", () => {
  const [both, ...others] = groupRecordings(clipsOf(["a", "1"], ["b", "2"], ["a copy", "1"]));
  assert.deepEqual(both?.rows, [0, 2]);
  assert.equal(both?.name, 'a" with the same audio as "a copy');
  assert.deepEqual([...both?.labelCounts ?? []], [["all", 2], ["label dog", 2]]);
  assert.deepEqual(others.map(({ rows }) => rows), [[1]]);
});

Deno.test("groupRecordings() does not tie recordings together by silence", () => {
  const silent = clipsOf(["a", "1"], ["b", "1"]).map((clip) => ({ ...clip, peak: 0 }));
  assert.deepEqual(groupRecordings(silent).map(({ rows }) => rows), [[0], [1]]);
});

Deno.test("groupRecordings() never parts clips that share a recording or their audio, and holds each clip once", () => {
  const pair = fc.tuple(fc.constantFrom(..."abcdefgh"), fc.constantFrom(..."12345678"));
  fc.assert(fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
    const clips = clipsOf(...pairs);
    const groups = groupRecordings(clips);
    assert.deepEqual(groups.flatMap(({ rows }) => rows).sort((a, b) => a - b), [...clips.keys()]);
    const groupAt = (row: number) => groups.findIndex(({ rows }) => rows.includes(row));
    for (const [i, [recording, audio]] of pairs.entries()) {
      for (const [j, other] of pairs.entries()) {
        if (recording === other[0] || audio === other[1]) assert.equal(groupAt(i), groupAt(j));
      }
    }
  }));
});
