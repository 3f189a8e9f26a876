import assert from "node:assert/strict";
import { STANDARD_AUDIO } from "../standard_audio.ts";
import { audioFlags, chooseStandardAudio } from "./audio_flags.ts";

Deno.test("chooseStandardAudio() gives the default where nothing is said, and each setting by its flag", () => {
  assert.deepEqual(chooseStandardAudio({}), STANDARD_AUDIO);
  assert.deepEqual(chooseStandardAudio({ windows: false, float: false }), STANDARD_AUDIO);
  assert.deepEqual(chooseStandardAudio({ duration: 5 }), {
    ...STANDARD_AUDIO,
    durationSeconds: 5,
    longerClips: "trim",
  });
  const all = chooseStandardAudio({
    duration: 0.96,
    windows: true,
    float: true,
    normalise: "loudness",
  });
  assert.deepEqual(all, {
    ...STANDARD_AUDIO,
    encoding: "FLOAT",
    durationSeconds: 0.96,
    longerClips: "window",
    normalisation: "loudness",
  });
});

Deno.test("chooseStandardAudio() refuses windows of no length, and says what to give", () => {
  assert.throws(() => chooseStandardAudio({ windows: true }), {
    name: "UsageError",
    message: "--windows wants their length: --duration SECONDS",
  });
});

Deno.test("--duration takes seconds that a dataset can have, and --normalise two words", () => {
  assert.equal(audioFlags.duration.parse("0.96"), 0.96);
  for (const text of ["", "0", "0.02", "-1", "3601", "5s", "NaN"]) {
    const { error } = audioFlags.duration.safeParse(text);
    assert.equal(error?.issues[0]?.message, "wanted seconds from 0.025 to 3600", text);
  }
  assert.equal(
    audioFlags.normalise.safeParse("rms").error?.issues[0]?.message,
    "wanted peak or loudness",
  );
});
