import assert from "node:assert/strict";
import { decodeWav } from "../../audio/decode_wav.ts";
import { sourceHash } from "../../audio/source_hash.ts";
import { dataHash } from "../data_hash.ts";
import { generateClips } from "./generate_clips.ts";
import { SOUNDS } from "./sounds.ts";

const entries = await generateClips().entries();

Deno.test("generateClips() gives 32 clips of each of ten kinds, 8 in each of four folds", () => {
  const byKind = Map.groupBy(entries, ({ labels }) => labels.join());
  assert.deepEqual([...byKind.keys()], Object.keys(SOUNDS));
  for (const clips of byKind.values()) {
    const byFold = Map.groupBy(clips, ({ fold }) => fold);
    assert.deepEqual([...byFold].map(([fold, { length }]) => [fold, length]).sort(), [
      [1, 8],
      [2, 8],
      [3, 8],
      [4, 8],
    ]);
  }
});

Deno.test("generateClips() keeps both takes of a recording in one fold", () => {
  const recordings = [...Map.groupBy(entries, ({ recording }) => recording).values()];
  assert.equal(recordings.length, 240);
  assert.equal(recordings.filter(({ length }) => length === 2).length, 80);
  for (const takes of recordings) {
    assert.equal(new Set(takes.map(({ fold, labels }) => `${fold} ${labels}`)).size, 1);
  }
});

Deno.test("generateClips() gives the same audio on every machine, and other audio for another seed", async () => {
  const hashOfOneEach = async (seed?: number) => {
    const clips = (await generateClips(seed).entries()).filter((_, index) => index % 32 === 0);
    return dataHash(
      await Promise.all(clips.map(async ({ labels, read }) => ({
        labels,
        sourceSha256: sourceHash(decodeWav(await read())),
      }))),
    );
  };
  assert.equal(
    await hashOfOneEach(),
    "a48505244426255c27f96bb028c4997177a31d58aad0bf2420570d5cd158c9ab",
  );
  assert.notEqual(await hashOfOneEach(2), await hashOfOneEach(1));
});

Deno.test("generateClips() gives clips of 2 s that are neither silent nor over full scale", async () => {
  for (const { id, read } of entries.filter((_, index) => index % 8 === 0)) {
    const { sampleRateHz, channels: [samples = new Float32Array()] } = decodeWav(await read());
    assert.equal(sampleRateHz, 16_000);
    assert.equal(samples.length, 32_000);
    const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
    assert.ok(peak > 0.01 && peak < 1, `${id} peaks at ${peak}`);
  }
});
