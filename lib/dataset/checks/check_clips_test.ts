import assert from "node:assert/strict";
import { checkClips } from "./check_clips.ts";
import { clipFacts, soundClips } from "./clip_facts_test_data.ts";
import type { ClipFacts } from "./clip_facts.ts";

/** What is found in a sound dataset with these clips added. */
const found = (...more: ClipFacts[]) =>
  checkClips([...soundClips(), ...more]).map(({ kind, severity, clips }) => ({
    kind,
    severity,
    clips,
  }));

Deno.test("checkClips() finds nothing where nothing is wrong", () => {
  assert.deepEqual(found(), []);
  assert.deepEqual(checkClips([]), []);
});

Deno.test("checkClips() finds silent, clipped and short clips, from their thresholds on", () => {
  const more = [
    clipFacts("silent", { peak: 0.0009 }),
    clipFacts("soft", { peak: 0.001 }),
    clipFacts("clipped", { clipped: 0.001 }),
    clipFacts("loud", { clipped: 0.0009 }),
    clipFacts("short", { durationSeconds: 0.24 }),
    clipFacts("unknown", { peak: undefined, clipped: undefined }),
  ];
  const warning = (kind: string, id: string) => ({ kind, severity: "warning", clips: [[id]] });
  assert.deepEqual(found(...more), [
    warning("silent", "silent"),
    warning("clipped", "clipped"),
    warning("too-short", "short"),
  ]);
});

Deno.test("checkClips() tells copies on two sides and under two labels from plain ones", () => {
  const copy = (id: string, facts: Partial<ClipFacts>) =>
    clipFacts(id, { recording: "yard", ...facts });
  const more = [
    copy("a1", { sourceSha256: "a" }),
    copy("a2", { sourceSha256: "a" }),
    copy("b1", { sourceSha256: "b" }),
    copy("b2", { sourceSha256: "b", labels: ["rain"] }),
    clipFacts("c1", { sourceSha256: "c", fold: 1 }),
    clipFacts("c2", { sourceSha256: "c", fold: 2 }),
    clipFacts("zero1", { sourceSha256: "0", peak: 0 }),
    clipFacts("zero2", { sourceSha256: "0", peak: 0 }),
  ];
  assert.deepEqual(found(...more), [
    { kind: "copies-on-two-sides", severity: "error", clips: [["c1", "c2"]] },
    { kind: "copies-labelled-differently", severity: "error", clips: [["b1", "b2"]] },
    { kind: "copies", severity: "warning", clips: [["a1", "a2"]] },
    { kind: "silent", severity: "warning", clips: [["zero1"], ["zero2"]] },
  ]);
});

Deno.test("checkClips() takes labels in another order for the same", () => {
  const more = [["dog", "rain"], ["rain", "dog"]].map((labels, i) =>
    clipFacts(`a${i}`, { labels, sourceSha256: "a" })
  );
  assert.deepEqual(found(...more).map(({ kind }) => kind), ["copies"]);
});

Deno.test("checkClips() finds recordings in two folds or splits; what has no split is trained on", () => {
  const of = (recording: string, ...places: Partial<ClipFacts>[]) =>
    places.map((place, i) => clipFacts(`${recording}${i}`, { recording, ...place }));
  const more = [
    ...of("folds", { fold: 1 }, { fold: 2 }),
    ...of("splits", { split: "train" }, { split: "test" }),
    ...of("half", {}, { split: "test" }),
    ...of("whole", { split: "train" }, {}),
    ...of("apart", { fold: 1 }, {}),
  ];
  const [only, ...others] = found(...more);
  assert.deepEqual(others, []);
  assert.equal(only?.kind, "recordings-on-two-sides");
  assert.deepEqual(only?.clips.map(([id]) => id), ["folds0", "splits0", "half0"]);
});

Deno.test("checkClips() finds classes of few clips and recordings, and how unlike in size they are", () => {
  const few = (label: string, clips: number, recording?: string) =>
    Array.from(
      { length: clips },
      (_, i) => clipFacts(`${label}${i}`, { labels: [label], ...recording && { recording } }),
    );
  const findings = checkClips([...soundClips(), ...few("owl", 1), ...few("fox", 12, "wood")]);
  assert.deepEqual(findings.map(({ message }) => message), [
    "1 class has fewer than 10 clips: owl (1)",
    "1 class has fewer than 5 recordings: fox (1)",
    '"rain" has 20 times the clips of "owl" (20 and 1)',
  ]);
});

Deno.test("checkClips() finds pairs that sound alike, those on two sides first", () => {
  const clips = [
    clipFacts("a", { fold: 1 }),
    clipFacts("b", { fold: 1 }),
    clipFacts("c", { fold: 2 }),
    clipFacts("d", { fold: 1, recording: "a" }),
    clipFacts("e", { fold: 1, sourceSha256: "b" }),
  ];
  const similarPairs = [[0, 1], [0, 2], [0, 3], [1, 4]].map(([a = 0, b = 0]) => ({
    rows: [a, b] satisfies [number, number],
    similarity: 0.99,
  }));
  const pairs = checkClips(clips, { similarPairs }).find(({ kind }) => kind === "near-duplicates");
  assert.deepEqual(pairs?.clips, [["a", "c"], ["a", "b"]]);
  assert.match(pairs?.message ?? "", /^2 pairs .* 1 of them in two folds or splits$/);
});

Deno.test("checkClips() names what cannot be read, and keeps the first of many clips with their number", () => {
  const unreadable = [{ file: "dog/a.wav", reason: "no WAV" }];
  const silent = Array.from({ length: 300 }, (_, i) => clipFacts(`${i}`, { peak: 0 }));
  const [first, second] = checkClips(silent, { unreadable });
  assert.equal(first?.message, "1 file that cannot be read, such as dog/a.wav: no WAV");
  assert.deepEqual([second?.count, second?.clips.length], [300, 20]);
});

Deno.test("checkClips() looks through 30,000 clips, all of them copies and silent, within seconds", () => {
  const clips = Array.from({ length: 30_000 }, (_, i) =>
    clipFacts(`${i}`, {
      labels: [`label ${i % 1000}`],
      sourceSha256: `${Math.floor(i / 2)}`,
      recording: `${Math.floor(i / 3)}`,
      fold: i % 5,
    }));
  const before = performance.now();
  assert.ok(checkClips(clips).length >= 3);
  assert.ok(performance.now() - before < 5_000);
});
