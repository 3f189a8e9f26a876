import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWav16 } from "./encode_wav16.ts";
import { loadWaveform } from "./load_waveform.ts";
import { buildWav } from "./wav_test_data.ts";

const WAV = encodeWav16(
  Float32Array.from({ length: 22_050 }, (_, i) => 0.5 * Math.sin(i / 30)),
  44_100,
);

Deno.test("loadWaveform() resamples to 16 kHz and tells what the source was", async () => {
  const { waveform, info } = await loadWaveform({ bytes: WAV });
  assert.equal(waveform.length, 8_000);
  assert.deepEqual(info, {
    durationSeconds: 0.5,
    sampleRateHz: 44_100,
    channels: 1,
  });
});

Deno.test("loadWaveform() gives the same for a file as for its bytes", async () => {
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  try {
    await Deno.writeFile(path, WAV);
    assert.deepEqual(await loadWaveform({ path }), await loadWaveform({ bytes: WAV }));
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("loadWaveform() mixes stereo down, and counts its channels", async () => {
  const bytes = buildWav({ channels: 2, data: new Uint8Array(64) });
  const { waveform, info } = await loadWaveform({ bytes });
  assert.equal(waveform.length, 16);
  assert.equal(info.channels, 2);
});

Deno.test("loadWaveform() takes a waveform as it is, none of its samples included", async () => {
  const empty = await loadWaveform({ waveform: new Float32Array() });
  assert.equal(empty.waveform.length, 0);
  assert.equal(empty.info.durationSeconds, 0);
  const waveform = Float32Array.of(0.5, -0.5);
  const loaded = await loadWaveform({ waveform });
  assert.deepEqual(loaded.waveform, waveform);
  assert.equal(loaded.info.sampleRateHz, 16_000);
});

Deno.test("loadWaveform() refuses a waveform in 16-bit steps", async () => {
  await assert.rejects(loadWaveform({ waveform: Float32Array.of(0, -20_000) }), {
    name: "AudioFormatError",
    message: /wanted -1 to 1, got -20000 at 1\. Scale them/,
  });
});

Deno.test("loadWaveform() names the file that it cannot take", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "song.wav");
    await assert.rejects(loadWaveform({ path }), {
      message: `Cannot read ${path}: there is no such file`,
    });
    await assert.rejects(loadWaveform({ path: folder }), (error: Error) => {
      return error.message.startsWith(`Cannot read ${folder}: `);
    });
    await Deno.writeTextFile(path, "caff");
    await assert.rejects(loadWaveform({ path }), (error: Error) => {
      return error.name === "AudioFormatError" &&
        error.message.startsWith(
          `${path}: Cannot decode audio: wanted WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3, got a Core Audio file`,
        );
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
