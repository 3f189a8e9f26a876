import assert from "node:assert/strict";
import { checkAudioLimits } from "./audio_limits.ts";
import { decodeWav } from "./decode_wav.ts";
import { loadWaveform } from "./load_waveform.ts";
import { buildWav } from "./wav_test_data.ts";

const LIMITS = {
  maxDurationSeconds: 2,
  minSampleRateHz: 4_000,
  maxSampleRateHz: 48_000,
  maxChannels: 2,
};

Deno.test("checkAudioLimits() takes what reaches its limits, and names the one that it is beyond", () => {
  const most = { sampleRateHz: 48_000, channels: 2, samples: 96_000 };
  checkAudioLimits(most, LIMITS);
  const refused = (change: Partial<typeof most>, message: RegExp) =>
    assert.throws(() => checkAudioLimits({ ...most, ...change }, LIMITS), {
      name: "AudioLimitError",
      message,
    });
  refused({ samples: 96_001 }, /Cannot take 2\.00 s of audio: wanted at most 2 s/);
  refused({ channels: 3 }, /of 3 channels: wanted at most 2/);
  refused({ sampleRateHz: 3_999, samples: 1 }, /at 3999 Hz: wanted 4000 to 48000 Hz/);
  refused({ sampleRateHz: 48_001 }, /at 48001 Hz/);
});

Deno.test("checkAudioLimits() refuses what is long, fine and of many channels at once", () => {
  const wide = { ...LIMITS, maxSampleRateHz: 192_000, maxChannels: 8 };
  checkAudioLimits({ sampleRateHz: 192_000, channels: 1, samples: 384_000 }, wide);
  checkAudioLimits({ sampleRateHz: 24_000, channels: 8, samples: 48_000 }, wide);
  assert.throws(
    () => checkAudioLimits({ sampleRateHz: 192_000, channels: 2, samples: 192_001 }, wide),
    /Cannot take 2 channels of 192001 samples: wanted at most 384000 samples in all/,
  );
});

Deno.test("decodeWav() and loadWaveform() refuse what is beyond the limits", async () => {
  const wav = buildWav({ channels: 3, data: new Uint8Array(12) });
  assert.equal(decodeWav(wav).channels.length, 3);
  assert.throws(() => decodeWav(wav, LIMITS), { name: "AudioLimitError" });
  await assert.rejects(loadWaveform({ bytes: wav }, LIMITS), { name: "AudioLimitError" });
  const waveform = new Float32Array(2 * 16_000 + 1);
  await assert.rejects(loadWaveform({ waveform }, LIMITS), { name: "AudioLimitError" });
});
