import assert from "node:assert/strict";
import { join } from "node:path";
import pMap from "p-map";
import { z } from "zod";
import { encodeWav16 } from "../lib/audio/encode_wav16.ts";
import {
  noise,
  oneClassHead,
  smallDataset,
  smallHead,
  tinyBackbone,
} from "../lib/model/test_parts.ts";
import { writeModelPackage } from "../lib/model/write_model_package.ts";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const TASKS_AT_ONCE = 2;

const predict = (...args: string[]) => runTask("predict", args);

/** A model, a folder with two clips, and a file that is cut off. */
async function makeFiles(): Promise<
  { model: string; clips: string; dog: string; rain: string; bad: string; digest: string }
> {
  const folder = await makeTempDir();
  const model = join(folder, "model");
  const digest = await writeModelPackage(model, {
    name: "three sounds",
    backbone: tinyBackbone(),
    head: smallHead(),
    dataset: smallDataset(),
  });
  const clips = join(folder, "clips");
  const [dog, rain, bad] = ["dog.wav", "rain.wav", "cut.wav"].map((name) => join(clips, name));
  assert.ok(dog && rain && bad);
  await Deno.mkdir(clips);
  await Deno.writeFile(dog, encodeWav16(noise(19_200), 16_000));
  await Deno.writeFile(rain, encodeWav16(noise(8_000), 16_000));
  const cut = join(folder, "cut.wav");
  await Deno.writeFile(cut, encodeWav16(noise(), 16_000).subarray(0, 5_000));
  return { model, clips, dog, rain, bad: cut, digest };
}

const files = await makeFiles();

Deno.test("predict prints the best classes of a file, and nothing else", async () => {
  const { code, out, err } = await predict("--model", files.model, "--top-n", "2", files.dog);
  assert.equal(code, 0, err);
  assert.equal(err, "");
  const [title, header, line, ...rows] = out.trimEnd().split("\n");
  assert.equal(title, `${files.dog} (1.20 s)`);
  assert.match(header ?? "", /^class +score$/);
  assert.match(line ?? "", /^-+ +-+$/);
  assert.equal(rows.length, 2);
  assert.match(rows[0] ?? "", /^(dog|rain|sea waves) +0\.\d{3}$/);
});

Deno.test("predict says of a model of one class where evaluation draws the line", async () => {
  const model = join(files.clips, "../dog-model");
  await writeModelPackage(model, {
    name: "dog or not",
    backbone: tinyBackbone(),
    head: oneClassHead("dog"),
    dataset: smallDataset(),
  });
  const args = ["--model", model, files.dog];
  const [{ out, err }, json] = await Promise.all([predict(...args), predict("--json", ...args)]);
  assert.match(out, /\nFrom a score of 0\.5 on, evaluation counts a clip as "dog"\.\n$/, err);
  assert.equal(JSON.parse(json.out).files.length, 1);
});

Deno.test("predict --frames shows what is heard when", async () => {
  const { out } = await predict("--model", files.model, "--frames", files.dog);
  const rows = out.trimEnd().split("\n").slice(-2);
  assert.match(rows[0] ?? "", /^0\.00 s +0\.97 s +(dog|rain|sea waves) +0\.\d{3}$/);
  assert.match(rows[1] ?? "", /^0\.48 s +1\.20 s /);
});

Deno.test("predict --json prints one document, with the files of a folder by name", async () => {
  const args = ["--model", files.model, "--json", "--top-n", "2", files.clips];
  const { code, out, err } = await predict(...args);
  assert.equal(code, 0, err);
  const score = z.number().min(0).max(1);
  const document = z.strictObject({
    model: z.strictObject({ name: z.string(), version: z.null(), digest: z.string() }),
    files: z.array(z.strictObject({
      file: z.string(),
      durationSeconds: z.number(),
      top: z.array(z.strictObject({ label: z.string(), score })).length(2),
      frames: z.array(z.strictObject({
        startMs: z.number(),
        endMs: z.number(),
        scores: z.record(z.string(), score),
      })),
    })),
  }).parse(JSON.parse(out));
  assert.deepEqual(document.model, {
    name: "three sounds",
    version: null,
    digest: files.digest,
  });
  assert.deepEqual(document.files.map(({ file }) => file), [files.dog, files.rain]);
  assert.deepEqual(
    document.files[0]?.frames.map(({ startMs, endMs }) => [startMs, endMs]),
    [[0, 975], [480, 1200]],
  );
});

Deno.test("predict stops with exit code 1 at a file that cannot be read, and names it", async () => {
  const [cut, missing] = await Promise.all([
    predict("--model", files.model, files.dog, files.bad),
    predict("--model", files.model, "no/such.wav"),
  ]);
  assert.equal(cut.code, 1);
  assert.equal(cut.out, "");
  assert.match(cut.err, /^Error: .*cut\.wav/m);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^Error: .*no\/such\.wav/m);
  assert.doesNotMatch(cut.err + missing.err, /\n\s+at /);
});

Deno.test("predict --skip-bad reports such a file and goes on, unless there is no other", async () => {
  const args = ["--model", files.model, "--skip-bad", files.bad];
  const [{ code, out, err }, none] = await Promise.all([
    predict(...args, files.rain),
    predict(...args),
  ]);
  assert.equal(code, 0);
  assert.match(err, /^Skipped: .*cut\.wav/m);
  assert.match(out, /rain\.wav \(0\.50 s\)/);
  assert.doesNotMatch(out, /cut\.wav/);
  assert.equal(none.code, 1);
  assert.match(none.err, /^Error: None of the files could be read$/m);
});

Deno.test("predict says with exit code 1 what is wrong with a model or a folder", async () => {
  const [model, logmel, folder] = await Promise.all([
    predict("--model", "no/such/model", files.dog),
    predict("--backbone", "logmel", files.dog),
    predict("--model", files.model, await makeTempDir()),
  ]);
  assert.deepEqual(model, {
    code: 1,
    out: "",
    err: "Error: Cannot open the model no/such/model: no such file or folder\n",
  });
  assert.equal(logmel.code, 1);
  assert.match(logmel.err, /^Error: Cannot predict with the logmel backbone: it has no labels/);
  assert.equal(folder.code, 1);
  assert.match(folder.err, /^Error: Cannot predict .*: the folder holds no audio file\n$/);
});

Deno.test("predict stops with exit code 2 where it is called wrongly", async () => {
  const calls: [string[], RegExp][] = [
    [["--model", files.model], /^Error: Wanted audio files; got none$/m],
    [[files.dog], /^Error: Wanted --model or --backbone; got neither$/m],
    [
      ["--model", files.model, "--backbone", "yamnet", files.dog],
      /; got both \(MODEL_URI counts as --model/m,
    ],
    [["--model", files.model, "--topn", "3", files.dog], /^Error: unknown option '--topn'/m],
    [["--model", files.model, "--top-n", "0", files.dog], /--top-n: wanted a whole number from 1/],
    [
      ["--backbone", "resnet", files.dog],
      /^Error: Bad value for --backbone: wanted yamnet, logmel/m,
    ],
  ];
  await pMap(calls, async ([args, message]) => {
    const { code, out, err } = await predict(...args);
    assert.equal(code, 2, err);
    assert.equal(out, "");
    assert.match(err, message);
  }, { concurrency: TASKS_AT_ONCE });
});

Deno.test("predict takes variables for flags, as a Job sets them", async () => {
  const env = { MODEL_URI: files.model, TOP_N: "1", FRAMES: "true", JSON_OUTPUT: "true" };
  const [asVariables, both] = await Promise.all([
    runTask("predict", [files.dog], env),
    runTask("predict", [files.dog], { ...env, BACKBONE: "yamnet" }),
  ]);
  assert.equal(asVariables.code, 0, asVariables.err);
  assert.equal(JSON.parse(asVariables.out).files[0].top.length, 1);
  assert.equal(both.code, 2);
  assert.match(both.err, /got both \(MODEL_URI counts as --model, BACKBONE as --backbone\)/);
});

defineAssetTest(
  "predict ends with 1 at a file that cannot be read, also while others are inside of the model",
  ["lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const folder = await makeTempDir();
    for (let clip = 0; clip < 24; clip++) {
      await Deno.writeFile(join(folder, `${clip}.wav`), encodeWav16(noise(80_000), 16_000));
    }
    const args = ["--backbone", "yamnet", join(folder, "missing.wav"), folder];
    const turns = Array(4).fill(args); // an exit under a run crashed in one of three turns
    await pMap(turns, async (args) => {
      const { code, err } = await runTask("predict", args);
      assert.equal(code, 1, err);
      assert.match(err, /^Error: Cannot read .*missing.wav: there is no such file$/m);
    }, { concurrency: TASKS_AT_ONCE });
  },
);
