import assert from "node:assert/strict";
import { basename, join, resolve } from "node:path";
import { generateClips } from "../lib/dataset/generated/generate_clips.ts";
import { createDataset } from "../lib/dataset/create_dataset.ts";
import { type Notebook, readNotebook } from "../lib/notebook/notebook_file.ts";
import { runNotebook } from "../lib/notebook/run_notebook.ts";
import { definePeerTest } from "../lib/python/test_peer.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "..");
const TRAIN = join(PROJECT, "notebooks/02_train.ipynb");
const MAX_NOTEBOOK_BYTES = 1e6;

const notebooks = [...Deno.readDirSync(join(PROJECT, "notebooks"))]
  .map(({ name }) => join(PROJECT, "notebooks", name))
  .filter((path) => path.endsWith(".ipynb"));

/** Everything that a notebook shows, as text. */
function shown({ cells }: Notebook): string {
  return cells.flatMap(({ outputs }) => outputs.map(({ data }) => data["text/plain"])).join("\n");
}

/** A notebook's code as a file beside it: Deno checks nothing in the folders that deno.json excludes. */
async function withCells(check: (file: string) => Promise<void>, path: string): Promise<void> {
  const { cells } = await readNotebook(path);
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source);
  const file = `${path}.${crypto.randomUUID()}.ts`;
  await Deno.writeTextFile(file, `${code.join("\n\n")}\n`);
  try {
    await check(file);
  } finally {
    await Deno.remove(file);
  }
}

async function deno(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return success ? "" : decoder.decode(stdout) + decoder.decode(stderr);
}

for (const path of notebooks) {
  const name = basename(path);
  Deno.test(`${name}: its code is right to the type checker and the linter, and formatted`, () =>
    withCells(async (file) => {
      assert.equal(await deno("check", "--quiet", file), "");
      assert.equal(await deno("lint", "--quiet", file), "");
      const code = await Deno.readTextFile(file);
      await deno("fmt", "--quiet", "--no-config", "--line-width", "100", file);
      assert.equal(await Deno.readTextFile(file), code);
    }, path));

  Deno.test(`${name}: what is committed is small, has outputs, no errors and no paths of a machine`, async () => {
    const { cells } = await readNotebook(path);
    const content = await Deno.readTextFile(path);
    assert.ok(content.length < MAX_NOTEBOOK_BYTES, `${content.length} bytes`);
    const outputs = cells.flatMap(({ outputs }) => outputs);
    assert.ok(outputs.length > 0);
    assert.ok(outputs.every(({ output_type }) => output_type !== "error"));
    assert.doesNotMatch(JSON.stringify(outputs), /\/(home|root|Users|tmp|work)\//);
  });
}

definePeerTest(
  "02_train.ipynb runs with nothing at hand, says so, and makes the model that train makes",
  [],
  async () => {
    const folder = await makeTempDir();
    const dataset = join(folder, "dataset");
    await createDataset(generateClips(), dataset, { limit: 4 });
    const env = {
      MANIFEST_JSON: dataset,
      YAMNET_KIT_CACHE: join(folder, "cache"),
      YAMNET_KIT_ASSETS: "",
    };
    const result = join(folder, "result.ipynb");
    await runNotebook(TRAIN, result, { env: { ...env, MODEL_OUT: join(folder, "notebook") } });
    const text = shown(await readNotebook(result));
    assert.match(text, /YAMNet's weights are not on this machine: this is the log-mel baseline/);
    assert.match(text, /Figure: Learning curves\n {2}fold 1, \d+ points/);
    assert.match(text, /Out-of-fold accuracy \*\*\d/);

    const { code, err } = await runTask("train", [
      ...["--dataset", dataset, "--out", join(folder, "script"), "--backbone", "logmel"],
      ...["--tracking-uri", join(folder, "mlruns")],
    ], env);
    assert.equal(code, 0, err);
    const digest = async (name: string) =>
      sha256(await Deno.readFile(join(folder, name, "model.onnx")));
    assert.equal(await digest("notebook"), await digest("script"));
    assert.ok(text.includes(await digest("script")));
    const metrics = (name: string) =>
      Deno.readTextFile(join(folder, name, "out_of_fold/metrics.json"));
    assert.equal(await metrics("notebook"), await metrics("script"));
  },
);

definePeerTest(
  "02_train.ipynb uses ESC-10 and YAMNet where they were brought along",
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const folder = await makeTempDir();
    const result = join(folder, "result.ipynb");
    await runNotebook(TRAIN, result, {
      env: {
        DATASET_OUT: join(folder, "dataset"),
        DATASET_LIMIT: "4",
        MODEL_OUT: join(folder, "model"),
      },
    });
    const text = shown(await readNotebook(result));
    assert.match(text, /Standardizing: 40\/40 clips/);
    assert.match(text, /1024 values a frame/);
    assert.match(text, /Figure: Confusion matrix/);
  },
);
