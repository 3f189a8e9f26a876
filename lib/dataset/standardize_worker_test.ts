import assert from "node:assert/strict";
import pMap from "p-map";
import { decodeWav } from "../audio/decode_wav.ts";
import { buildWav, bytesOf, type WavParts } from "../audio/wav_test_data.ts";
import { Random } from "./random.ts";
import { STANDARD_AUDIO } from "./standard_audio.ts";
import { openStandardizePool } from "./standardize_pool.ts";

const FILES = 1_000;

const FORMS: readonly WavParts[] = [
  { bits: 16, tag: 1 },
  { bits: 8, tag: 1 },
  { bits: 24, tag: 1 },
  { bits: 32, tag: 3 },
  { bits: 8, tag: 6 },
  { bits: 16, subFormat: 1 },
];

/** A WAV file of a tenth of a second, in which a few bytes are others, or which is cut short. */
function damagedWav(random: Random, index: number): Uint8Array<ArrayBuffer> {
  const form: WavParts = FORMS[index % FORMS.length] ?? {};
  const frameBytes = 2 * (form.bits ?? 16) / 8;
  const samples = Float32Array.from({ length: 200 * frameBytes }, () => random.uniform() - 0.5);
  const wav = buildWav({ ...form, channels: 2, sampleRateHz: 8_000, data: bytesOf(samples) });
  const below = (end: number) => Math.floor(random.uniform() * end);
  const reach = index % 4 === 0 ? wav.length : 70; // the header, mostly
  for (let n = below(4); n >= 0; n--) wav[below(reach)] = below(256);
  return index % 10 === 9 ? wav.slice(0, below(wav.length)) : wav;
}

Deno.test("the standardizing worker makes a clip of each of 1,000 damaged WAVs, or says what is wrong", async () => {
  using pool = await openStandardizePool();
  const random = new Random(1);
  const wavs = Array.from({ length: FILES }, (_, i) => damagedWav(random, i));
  const outcomes = await pMap(wavs, async (bytes, i) => {
    const segment = i % 7 === 0 ? { startSeconds: 0, endSeconds: 0.05 } : undefined;
    try {
      const clips = await pool.run({ bytes, segment, standardAudio: STANDARD_AUDIO });
      assert.equal(clips.length, 1);
      return decodeWav(clips[0]?.wav ?? new Uint8Array()).channels.length === 1 ? "clip" : "none";
    } catch (error) {
      assert.ok(error instanceof Error);
      assert.equal(error.name, "AudioFormatError", `file ${i}: ${error.message}`);
      return "refused";
    }
  }, { concurrency: 4 });
  const { clip = [], refused = [] } = Object.groupBy(outcomes, (outcome) => outcome);
  assert.equal(clip.length + refused.length, FILES);
  assert.ok(clip.length > 100 && refused.length > 100, `${clip.length} clips`);
});
