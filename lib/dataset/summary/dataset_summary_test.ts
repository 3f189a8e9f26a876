import assert from "node:assert/strict";
import { samplesOf } from "../test_samples.ts";
import { STANDARD_AUDIO } from "../standard_audio.ts";
import { summarizeDataset } from "./dataset_summary.ts";
import { divisionText, summaryText } from "./summary_text.ts";

const clips = samplesOf({ dog: 3, cat: 2 }, 2).map((clip, i) => ({
  ...clip,
  durationSeconds: [0.1, 0.2, 5, 60, 3600][i] ?? 0,
  fold: i % 2 + 9,
  licence: i === 0 ? undefined : "CC0-1.0",
}));
const dataset = { clips, standardAudio: STANDARD_AUDIO, dataHash: "0".repeat(64) };

Deno.test("summarizeDataset() counts classes, recordings, folds, licences and seconds", () => {
  assert.deepEqual(summarizeDataset(dataset), {
    clips: 5,
    recordings: 3,
    classes: { cat: { clips: 2, recordings: 1 }, dog: { clips: 3, recordings: 2 } },
    labelsPerClip: { 1: 5 },
    folds: { 9: 3, 10: 2 },
    splits: { none: 5 },
    durationSeconds: { total: 3665.3, shortest: 0.1, median: 5, longest: 3600 },
    standardAudio: STANDARD_AUDIO,
    licences: { "CC0-1.0": 4, "not known": 1 },
    dataHash: "0".repeat(64),
  });
});

Deno.test("summarizeDataset() says the same of the same clips in any order", () => {
  const text = JSON.stringify(summarizeDataset(dataset));
  for (let turn = 1; turn < clips.length; turn++) {
    const turned = [...clips.slice(turn), ...clips.slice(0, turn)];
    assert.equal(JSON.stringify(summarizeDataset({ ...dataset, clips: turned })), text);
  }
});

Deno.test("summaryText() lists facts and classes, the largest first", () => {
  assert.equal(
    summaryText(summarizeDataset(dataset)),
    `clips            5 of 3 recordings
classes          2
labels per clip  1 label: 5
duration         1 h 01 min in all
                 0.1 s to 3600 s a clip, median 5 s
audio            16 kHz mono, 16-bit
folds            fold 9: 3, fold 10: 2
splits           none
licences         CC0-1.0: 4, not known: 1
data hash        ${"0".repeat(64)}

class  clips  recordings
-----  -----  ----------
dog        3           2
cat        2           1`,
  );
});

Deno.test("summaryText() names the splits, and how the audio is standardized otherwise", () => {
  const divided = clips.map((clip, i) => ({ ...clip, split: i === 0 ? undefined : "test" }));
  const standardAudio = {
    ...STANDARD_AUDIO,
    encoding: "FLOAT",
    durationSeconds: 2,
    longerClips: "window",
    normalisation: "peak",
  } as const;
  const text = summaryText(summarizeDataset({ ...dataset, clips: divided, standardAudio }));
  assert.match(text, /splits +test: 4, none: 1\n/);
  assert.match(
    text,
    /16 kHz mono, 32-bit float, cut into windows of 2 s, normalised by peak\n/,
  );
});

Deno.test("summaryText() of a thousand classes lists the largest", () => {
  const counts = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`class ${i}`, 1]));
  const lines = summaryText(summarizeDataset({ ...dataset, clips: samplesOf(counts) })).split("\n");
  assert.ok(lines.length < 80);
  assert.equal(lines.at(-1), "… and 940 more classes");
});

Deno.test("divisionText() tells of folds and splits, and nothing of what is not divided", () => {
  const splits = { train: 8, test: 2 };
  assert.equal(divisionText({ folds: { none: 10 }, splits }), "Splits: train: 8, test: 2");
  assert.equal(divisionText({ folds: { none: 10 }, splits: { none: 10 } }), "");
  const folds = { "1": 4, "2": 4, none: 2 };
  assert.equal(
    divisionText({ folds, splits }),
    "Folds: fold 1: 4, fold 2: 4, none: 2\nSplits: train: 8, test: 2",
  );
});
