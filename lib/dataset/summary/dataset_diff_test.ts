import assert from "node:assert/strict";
import fc from "fast-check";
import { STANDARD_AUDIO } from "../standard_audio.ts";
import type { StoredClip } from "../stored/stored_dataset.ts";
import { makeSample } from "../test_samples.ts";
import { diffDatasets } from "./dataset_diff.ts";
import { diffText } from "./diff_text.ts";

const clip = (id: string, facts: Partial<StoredClip> = {}): StoredClip => ({
  ...makeSample(id, ["dog"]),
  ...facts,
});
const datasetOf = (...clips: StoredClip[]) => ({
  clips,
  standardAudio: STANDARD_AUDIO,
  dataHash: `${clips.length}`.repeat(64),
});

Deno.test("diffDatasets() finds the same dataset the same, whatever the order", () => {
  const clips = ["a", "b", "c"].map((id) => clip(id, { labels: ["dog", "rain"] }));
  const reversed = clips.toReversed().map((clip) => ({ ...clip, labels: ["rain", "dog"] }));
  const diff = diffDatasets(datasetOf(...clips), datasetOf(...reversed));
  assert.equal(diff.isSame, true);
  assert.equal(diffText(diff), "The datasets are the same, clip by clip.");
});

Deno.test("diffDatasets() tells what was added, removed, renamed and changed", () => {
  const before = datasetOf(
    clip("same"),
    clip("gone"),
    clip("old name"),
    clip("sound"),
    clip("labels"),
    clip("fold", { fold: 1 }),
  );
  const after = datasetOf(
    clip("same"),
    clip("new"),
    clip("new name", { sourceSha256: "old name" }),
    clip("sound", { sourceSha256: "another" }),
    clip("labels", { labels: ["cat", "rain"] }),
    clip("fold", { fold: 2, split: "test" }),
  );
  const diff = diffDatasets(before, after);
  const place = { recording: "fold" };
  assert.deepEqual({ ...diff, dataHash: undefined }, {
    isSame: false,
    added: ["new"],
    removed: ["gone"],
    renamed: [{ from: "old name", to: "new name" }],
    audioChanged: ["sound"],
    labelsChanged: [{ id: "labels", before: ["dog"], after: ["cat", "rain"] }],
    placeChanged: [{
      id: "fold",
      before: { ...place, fold: 1, split: undefined },
      after: { ...place, fold: 2, split: "test" },
    }],
    classes: [
      { label: "cat", before: 0, after: 1 },
      { label: "dog", before: 6, after: 5 },
      { label: "rain", before: 0, after: 1 },
    ],
    standardAudio: undefined,
    dataHash: undefined,
  });
  const text = diffText(diff);
  assert.match(
    text,
    /^added: 1\n {2}new\n\nremoved: 1\n {2}gone\n\nrenamed: 1\n {2}old name → new name\n/,
  );
  assert.match(text, /other labels: 1\n {2}labels: dog → cat \+ rain\n/);
  assert.match(text, / {2}fold: fold 1, split none → fold 2, split test\n/);
});

Deno.test("diffDatasets() tells other settings apart, though no clip differs", () => {
  const before = datasetOf(clip("a"));
  const after = { ...before, standardAudio: { ...STANDARD_AUDIO, encoding: "FLOAT" } as const };
  const diff = diffDatasets(before, after);
  assert.equal(diff.isSame, false);
  assert.match(diffText(diff), /^audio standardized otherwise\n/);
});

Deno.test("diffDatasets() backwards finds the same the other way round", () => {
  const someClips = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(..."abcdef"), audio: fc.constantFrom(..."xyz") }),
    { selector: ({ id }) => id },
  ).map((clips) => datasetOf(...clips.map(({ id, audio }) => clip(id, { sourceSha256: audio }))));
  fc.assert(fc.property(someClips, someClips, (one, other) => {
    const [there, back] = [diffDatasets(one, other), diffDatasets(other, one)];
    assert.equal(there.added.length, back.removed.length);
    assert.equal(there.renamed.length, back.renamed.length);
    assert.deepEqual(there.audioChanged.toSorted(), back.audioChanged.toSorted());
    const kept = one.clips.length - there.removed.length - there.renamed.length;
    assert.equal(other.clips.length, kept + there.added.length + there.renamed.length);
  }));
});

Deno.test("diffText() of 100,000 added clips is a page", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => clip(`${i}`));
  const text = diffText(diffDatasets(datasetOf(clip("a")), datasetOf(clip("a"), ...many)));
  assert.ok(text.split("\n").length < 40);
  assert.match(text, /added: 100000\n {2}0\n/);
  assert.match(text, /… and 99980 more/);
});
