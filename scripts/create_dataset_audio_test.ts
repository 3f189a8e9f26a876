import assert from "node:assert/strict";
import { join } from "node:path";
import { decodeWav } from "../lib/audio/decode_wav.ts";
import { measureLevels } from "../lib/audio/levels.ts";
import { STANDARD_AUDIO } from "../lib/dataset/standard_audio.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

Deno.test("dataset makes windows in floats, as loud as told, that dataset:info describes and train learns from", async () => {
  const folder = await makeTempDir();
  const out = join(folder, "out");
  const made = await runTask("dataset", ["--source", "generated", "--limit", "4", "--out", out], {
    DATASET_DURATION: "0.96",
    DATASET_WINDOWS: "yes",
    DATASET_FLOAT: "1",
    DATASET_NORMALISE: "peak",
  });
  assert.equal(made.code, 0, made.err);

  const { samples, dataHash } = await openDataset(out);
  assert.ok(samples.length > 40, "2 s or more of each of 40 sounds");
  for (const { id, path, durationSeconds } of samples) {
    const { encoding, channels } = decodeWav(await Deno.readFile(path));
    assert.deepEqual([encoding, channels[0]?.length, durationSeconds], ["FLOAT", 15_360, 0.96]);
    const { peak } = measureLevels(channels, encoding);
    assert.ok(Math.abs(20 * Math.log10(peak) + 1) < 0.01 || peak === 0, `${id}: ${peak}`);
  }
  const { standardAudio } = await readStoredDataset(out);
  assert.deepEqual(standardAudio, {
    ...STANDARD_AUDIO,
    encoding: "FLOAT",
    durationSeconds: 0.96,
    longerClips: "window",
    normalisation: "peak",
  });

  const info = await runTask("dataset:info", [out]);
  assert.match(info.out, /32-bit float, cut into windows of 0\.96 s, normalised/);
  assert.ok(info.out.includes(dataHash));

  const trained = await runTask("train", [
    ...["--dataset", out, "--data-hash", dataHash, "--backbone", "logmel"],
    ...["--out", join(folder, "model"), "--tracking-uri", join(folder, "mlruns")],
  ]);
  assert.equal(trained.code, 0, trained.err);
});

Deno.test("dataset refuses settings of audio that do not go together with exit code 2, and makes nothing", async () => {
  const out = join(await makeTempDir(), "out");
  const cases: [args: string[], message: RegExp][] = [
    [["--windows"], /--windows wants their length: --duration SECONDS/],
    [["--duration", "0"], /--duration: wanted seconds from 0\.025 to 3600; got "0"/],
    [["--normalise", "rms"], /--normalise: wanted peak or loudness; got "rms"/],
  ];
  await Promise.all(cases.map(async ([args, message]) => {
    const { code, err } = await runTask("dataset", [
      "--source",
      "generated",
      "--out",
      out,
      ...args,
    ]);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }));
  await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
});
