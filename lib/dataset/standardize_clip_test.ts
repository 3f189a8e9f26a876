import assert from "node:assert/strict";
import { decodeWav } from "../audio/decode_wav.ts";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { encodeWavFloat } from "../audio/encode_wav_float.ts";
import { sourceHash } from "../audio/source_hash.ts";
import { buildWav, bytesOf } from "../audio/wav_test_data.ts";
import { STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";
import { type StandardClip, standardizeClip } from "./standardize_clip.ts";

const RATE_HZ = 8_000;

/** A second and a half of a rising tone. */
const CHIRP = Float32Array.from({ length: 1.5 * RATE_HZ }, (_, i) => 0.4 * Math.sin(i * i / 1e5));
const file = () => encodeWav16(CHIRP, RATE_HZ);

const standardize = (
  settings: Partial<StandardAudio> = {},
  segment?: { startSeconds: number; endSeconds: number },
) => standardizeClip({ bytes: file(), segment, standardAudio: { ...STANDARD_AUDIO, ...settings } });

async function one(clips: Promise<StandardClip[]>): Promise<StandardClip> {
  const [clip, ...others] = await clips;
  assert.ok(clip && others.length === 0);
  return clip;
}

const samplesOf = ({ wav }: StandardClip) => decodeWav(wav).channels[0] ?? new Float32Array();

Deno.test("standardizeClip() tells what a clip was made from", async () => {
  const clip = await one(standardize());
  assert.equal(clip.sourceSha256, sourceHash(decodeWav(file())));
  assert.equal(clip.durationSeconds, 1.5);
  assert.equal(samplesOf(clip).length, 24_000);
  assert.equal(clip.window, undefined);
  assert.deepEqual(clip.source, {
    sampleRateHz: RATE_HZ,
    channels: 1,
    durationSeconds: 1.5,
    startSeconds: 0,
    endSeconds: 1.5,
  });
  assert.ok(clip.levels.peak > 0.39 && clip.levels.rms > 0.2 && clip.levels.clipped === 0);
});

Deno.test("standardizeClip() of a segment gives what its samples as a file of their own give", async () => {
  const cut = await one(standardize({}, { startSeconds: 0.25, endSeconds: 1 }));
  const bytes = encodeWav16(CHIRP.subarray(0.25 * RATE_HZ, RATE_HZ), RATE_HZ);
  const whole = await one(standardizeClip({ bytes, standardAudio: STANDARD_AUDIO }));
  const { source, ...clip } = cut;
  assert.deepEqual({ ...clip, source: whole.source }, whole);
  assert.equal(source.durationSeconds, 1.5);
  assert.deepEqual([source.startSeconds, source.endSeconds], [0.25, 1]);
});

Deno.test("standardizeClip() pads a clip that is too short with zeros, and keeps its source hash", async () => {
  const clip = await one(standardize({ durationSeconds: 2, longerClips: "trim" }));
  const samples = samplesOf(clip);
  assert.equal(samples.length, 32_000);
  assert.ok(samples.subarray(24_000).every((x) => x === 0));
  assert.equal(clip.durationSeconds, 2);
  const { sourceSha256, source } = await one(standardize());
  assert.equal(clip.sourceSha256, sourceSha256);
  assert.deepEqual(clip.source, source);
});

Deno.test("standardizeClip() trims a clip to its start, and hashes only that", async () => {
  const clip = await one(standardize({ durationSeconds: 0.5, longerClips: "trim" }));
  const start = encodeWav16(CHIRP.subarray(0, 0.5 * RATE_HZ), RATE_HZ);
  assert.equal(clip.sourceSha256, sourceHash(decodeWav(start)));
  assert.equal(samplesOf(clip).length, 8_000);
  assert.deepEqual([clip.source.startSeconds, clip.source.endSeconds], [0, 0.5]);
});

Deno.test("standardizeClip() cuts windows, each of them full", async () => {
  const clips = await standardize({ durationSeconds: 0.6, longerClips: "window" });
  assert.deepEqual(clips.map(({ window }) => window), [
    { index: 0, startSeconds: 0, endSeconds: 0.6 },
    { index: 1, startSeconds: 0.6, endSeconds: 1.2 },
    { index: 2, startSeconds: 1.2, endSeconds: 1.5 },
  ]);
  assert.ok(clips.every((clip) => samplesOf(clip).length === 9_600));
  assert.equal(new Set(clips.map(({ sourceSha256 }) => sourceSha256)).size, 3);
});

Deno.test("standardizeClip() makes as many samples as the duration has at 16 kHz, from any rate", async () => {
  for (const rateHz of [11_025, 22_050, 44_100, 48_000]) {
    const bytes = encodeWav16(new Float32Array(rateHz), rateHz);
    const standardAudio = {
      ...STANDARD_AUDIO,
      durationSeconds: 0.1234567,
      longerClips: "window",
    } as const;
    for (const clip of await standardizeClip({ bytes, standardAudio })) {
      assert.equal(samplesOf(clip).length, 1_975);
    }
  }
});

Deno.test("standardizeClip() refuses in float what no one could read again", async () => {
  const square = Float32Array.from({ length: 8_820 }, (_, i) => i % 200 < 100 ? 16 : -16);
  const bytes = encodeWavFloat(square, 44_100);
  decodeWav(bytes);
  const standardAudio = { ...STANDARD_AUDIO, encoding: "FLOAT" } as const;
  await assert.rejects(standardizeClip({ bytes, standardAudio }), {
    name: "AudioFormatError",
    message: /wanted -1 to 1, got -?17/,
  });
});

Deno.test("standardizeClip() keeps what goes over full scale in float only", async () => {
  const data = bytesOf(Float32Array.of(0, 1.5, -1.5, 0));
  const wav = () => buildWav({ tag: 3, bits: 32, data });
  const bytesAs = (encoding: "PCM_16" | "FLOAT") =>
    one(standardizeClip({ bytes: wav(), standardAudio: { ...STANDARD_AUDIO, encoding } }));
  const float = await bytesAs("FLOAT");
  assert.deepEqual(samplesOf(float), Float32Array.of(0, 1.5, -1.5, 0));
  assert.equal(float.levels.peak, 1.5);
  assert.deepEqual(samplesOf(await bytesAs("PCM_16")), Float32Array.of(0, 1 - 2 ** -15, -1, 0));
});

Deno.test("standardizeClip() normalises when asked, and measures the source as it was", async () => {
  const plain = await one(standardize());
  const loud = await one(standardize({ normalisation: "peak" }));
  const peak = Math.max(...samplesOf(loud));
  assert.ok(Math.abs(peak - 10 ** (-1 / 20)) < 1e-3, `${peak}`);
  assert.deepEqual(loud.levels, plain.levels);
  assert.equal(loud.sourceSha256, plain.sourceSha256);
  const quiet = await one(standardize({ normalisation: "loudness" }));
  assert.ok(Math.max(...samplesOf(quiet)) < 0.2);
});
