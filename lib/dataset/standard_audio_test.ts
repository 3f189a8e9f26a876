import assert from "node:assert/strict";
import { dataHash } from "./data_hash.ts";
import { nameStandardAudio, STANDARD_AUDIO, StandardAudio } from "./standard_audio.ts";

const SETTINGS: readonly StandardAudio[] = [
  STANDARD_AUDIO,
  { ...STANDARD_AUDIO, encoding: "FLOAT" },
  { ...STANDARD_AUDIO, durationSeconds: 5, longerClips: "trim" },
  { ...STANDARD_AUDIO, durationSeconds: 5, longerClips: "window" },
  { ...STANDARD_AUDIO, durationSeconds: 4.5, longerClips: "window" },
  { ...STANDARD_AUDIO, normalisation: "peak" },
  { ...STANDARD_AUDIO, normalisation: "loudness" },
];

Deno.test("StandardAudio reads back every setting that it names, in whatever order", () => {
  for (const audio of SETTINGS) {
    assert.deepEqual(StandardAudio.parse(JSON.parse(nameStandardAudio(audio))), audio);
    const reversed = StandardAudio.parse(Object.fromEntries(Object.entries(audio).toReversed()));
    assert.equal(nameStandardAudio(reversed), nameStandardAudio(audio));
  }
});

Deno.test("StandardAudio refuses other rates, absurd durations and half a setting", () => {
  const refused = [
    { sampleRateHz: 8_000 },
    { channels: 2 },
    { encoding: "PCM_24" },
    { durationSeconds: 0, longerClips: "trim" },
    { durationSeconds: 1e9, longerClips: "trim" },
    { durationSeconds: NaN, longerClips: "trim" },
    { durationSeconds: 5 },
    { longerClips: "window" },
    { normalisation: "rms" },
  ];
  for (const change of refused) {
    const { success } = StandardAudio.safeParse({ ...STANDARD_AUDIO, ...change });
    assert.equal(success, false, JSON.stringify(change));
  }
});

Deno.test("dataHash() changes with every setting of the standard audio", () => {
  const samples = [{ sourceSha256: "0".repeat(64), labels: ["dog"] }];
  const hashes = SETTINGS.map((audio) => dataHash(samples, audio));
  assert.equal(new Set(hashes).size, SETTINGS.length);
  assert.equal(hashes[0], dataHash(samples));
});
