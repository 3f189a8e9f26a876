import assert from "node:assert/strict";
import { join } from "node:path";
import { runTask, type TaskResult } from "./test_task.ts";
import { type Folder, makeFolder } from "./two_sounds_test_data.ts";

function train(
  { clips, out, runs, cache }: Folder,
  args: readonly string[] = ["--backbone", "logmel"],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  return runTask(
    "train",
    ["--dataset", clips, "--out", out, "--tracking-uri", runs, ...args],
    { YAMNET_KIT_CACHE: cache, ...env },
  );
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

/** Every file below a folder, by its path there. */
async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      files.push(...(await listFiles(join(folder, name))).map((file) => join(name, file)));
    } else files.push(name);
  }
  return files;
}

/** A training that several tests look at. */
const trained = await makeFolder();
const training = await train(trained, ["--backbone", "logmel", "--dropout", "0.1", "--json"]);

Deno.test("train makes one folder of a model, its card and its out-of-fold report, and records the run", async () => {
  const { code, out, err } = training;
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).accuracy, 1);
  assert.equal(JSON.parse(out).count, 12);
  const [, run = ""] = /^Run: +(\S+) \(/m.exec(err) ?? [];
  assert.ok(await exists(join(run, "meta.yaml")), err);
  const files = await listFiles(trained.out);
  for (const file of ["MLmodel", "model.onnx", "README.md", "out_of_fold/report.html"]) {
    assert.ok(files.includes(file), `${file} is missing: ${files}`);
  }
  assert.match(await Deno.readTextFile(join(trained.out, "README.md")), /logmel/);
  const recorded = await listFiles(trained.runs);
  for (
    const file of ["metrics/accuracy", "params/backbone", "tags/data_hash", "model/model.onnx"]
  ) {
    assert.ok(recorded.some((path) => path.endsWith(file)), `${file} was not recorded`);
  }
});

Deno.test("train gives the same model.onnx twice, and another one with another seed", async () => {
  const folder = await makeFolder();
  const model = async (seed: string) => {
    const args = ["--backbone", "logmel", "--head", "mlp", "--epochs", "3", "--seed", seed];
    const { code, err } = await train(folder, args);
    assert.equal(code, 0, err);
    return await Deno.readFile(join(folder.out, "model.onnx"));
  };
  const first = await model("1");
  assert.deepEqual(await model("1"), first);
  assert.notDeepEqual(await model("2"), first);
});

Deno.test("train without YAMNet's weights fails and says what to do, instead of falling back", async () => {
  const folder = await makeFolder();
  const { code, err } = await train(folder, [], { YAMNET_KIT_ASSETS: "" });
  assert.equal(code, 1);
  assert.match(
    err,
    /^Error: Cannot open YAMNet: its weights are not on this machine. Run "deno task model".* --backbone logmel$/m,
  );
  assert.doesNotMatch(err, /--tflite/, "train has no such flag");
  assert.equal(await exists(folder.out), false);
});

Deno.test("train stops when the data is not the one of DATA_HASH", async () => {
  const folder = await makeFolder();
  const { code, err } = await train(folder, undefined, { DATA_HASH: "0".repeat(64) });
  assert.equal(code, 1);
  assert.match(
    err,
    /Error: Cannot go on with the dataset clips: wanted the data hash 0{64}, got [0-9a-f]{64}/,
  );
  assert.equal(await exists(folder.out), false);
});

Deno.test("train names the clip that it cannot read, and leaves nothing behind", async () => {
  const folder = await makeFolder();
  const bad = join(folder.clips, "hiss", "3.wav");
  await Deno.writeFile(bad, (await Deno.readFile(bad)).subarray(0, 1000));
  const { code, err } = await train(folder);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`Error: .*${bad}`));
  assert.equal(await exists(folder.out), false);
});

Deno.test("train refuses a dataset of one class", async () => {
  const folder = await makeFolder();
  await Deno.remove(join(folder.clips, "hiss"), { recursive: true });
  const { code, err } = await train(folder);
  assert.equal(code, 1);
  assert.match(err, /Cannot tell "beep" from anything else: all 6 clips have that label/);
  assert.equal(await exists(folder.out), false);
});

Deno.test("train refuses to replace a folder that is no model", async () => {
  const folder = await makeFolder();
  const { code, err } = await train({ ...folder, out: folder.clips });
  assert.equal(code, 1);
  assert.match(err, /^Error: Cannot write to .*clips: the folder exists and holds something else/);
  assert.deepEqual((await listFiles(folder.clips)).length, 12);
  assert.equal(await exists(folder.runs), false, "it had begun the run");
});

Deno.test("train says that it replaces an older model", async () => {
  assert.doesNotMatch(training.err, /older model/);
  assert.match(
    (await train(trained)).err,
    /^There is an older model in .*model: it will be replaced\.$/m,
  );
});

Deno.test("train makes as many folds as there are recordings, where these are few", async () => {
  const folder = await makeFolder();
  for (const label of ["beep", "hiss"]) {
    for (const take of [2, 3, 4, 5]) await Deno.remove(join(folder.clips, label, `${take}.wav`));
  }
  const { code, out, err } = await train(folder);
  assert.equal(code, 0, err);
  assert.match(out, /^Out-of-fold: accuracy .*, 4 clips in 4 folds$/m);
  assert.match(await Deno.readTextFile(join(folder.out, "README.md")), /Each file counts as/);
  const explicit = await train(folder, ["--backbone", "logmel", "--folds", "5"]);
  assert.equal(explicit.code, 1);
  assert.match(explicit.err, /Cannot make 5 folds of 4 recordings: wanted --folds from 2 to 4/);
});

Deno.test("train records what its kind of head uses, says what it does not, and tells the defaults in its help", async () => {
  const ofLogistic = await listFiles(trained.runs);
  assert.ok(ofLogistic.some((path) => path.endsWith("params/l2")));
  assert.ok(!ofLogistic.some((path) => path.endsWith("params/learning_rate")));
  assert.deepEqual(training.err.match(/^.* no effect .*$/gm), [
    "--dropout has no effect on a logistic head: see --head mlp.",
  ]);
  const other = await makeFolder();
  const args = ["--backbone", "logmel", "--head", "mlp", "--epochs", "2", "--dropout", "0.1"];
  const { err } = await train(other, args);
  assert.doesNotMatch(err, /no effect/);
  const ofMlp = await listFiles(other.runs);
  assert.ok(ofMlp.some((path) => path.endsWith("params/learning_rate")));
  const help = (await runTask("train", ["--help"])).out.replaceAll(/\s+/g, " ");
  for (
    const words of [
      "out/model by default; a model there is replaced",
      "1 by default, for mlp 0",
      "300 by default, for mlp 100",
      "Of Adam, for mlp, 0.001 by default",
      "42 by default",
    ]
  ) assert.ok(help.includes(words), `${words} is not in the help: ${help}`);
});

Deno.test("train ends wrong usage with 2, whether a flag or a variable is wrong", async () => {
  const folder = await makeFolder();
  for (
    const [args, env, message] of [
      [["--hed", "mlp"], {}, /unknown option '--hed'/],
      [["--head", "svm"], {}, /Bad value for --head: wanted logistic or mlp; got "svm"/],
      [[], { EPOCHS: "0" }, /Bad value for EPOCHS: wanted a whole number from 1; got "0"/],
      [["--save-weights", "perhaps"], {}, /--save-weights: wanted true or false; got "perhaps"/],
    ] as const
  ) {
    const { code, err } = await train(folder, args, env);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
  assert.equal(await exists(folder.out), false);
});

Deno.test("train keeps the weights out of the run with SAVE_WEIGHTS=false", async () => {
  const folder = await makeFolder();
  const { code, err } = await train(folder, undefined, { SAVE_WEIGHTS: "false" });
  assert.equal(code, 0, err);
  const recorded = await listFiles(folder.runs);
  assert.ok(recorded.some((path) => path.endsWith("out_of_fold/report.html")));
  assert.deepEqual(recorded.filter((path) => path.endsWith(".onnx")), []);
});
