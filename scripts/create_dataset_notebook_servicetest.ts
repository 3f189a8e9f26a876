import assert from "node:assert/strict";
import { join } from "node:path";
import { JOURNAL } from "../lib/dataset/creation/journal.ts";
import { filesIn, makeFolder, tone } from "../lib/dataset/test_clips.ts";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { textOfRun } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";

const NAME = "01_create_dataset.ipynb";

type Variables = Record<string, string>;

/**
 * Runs notebook and script with the same variables and checks that they make the same files, and that the
 * notebook shows the data hash that the script prints.
 *
 * @param only Variables that the notebook has beside them, or the script.
 * @returns What the notebook shows, as text.
 */
async function makeWithBoth(
  variables: Variables,
  only: { notebook?: Variables; script?: Variables } = {},
): Promise<string> {
  const folder = await makeTempDir();
  const [notebook, script] = [join(folder, "notebook"), join(folder, "script")];
  const env = { ...variables, ...only.script, DATASET_OUT: script, JSON_OUTPUT: "true" };
  const [text, { code, out, err }] = await Promise.all([
    textOfRun(NAME, { ...variables, ...only.notebook, DATASET_OUT: notebook }),
    runTask("dataset", [], env),
  ]);
  assert.equal(code, 0, err);
  assert.deepEqual(await hashFiles(notebook), await hashFiles(script));
  assert.ok(text.includes(JSON.parse(out).dataHash));
  return text;
}

/** Hashes of a dataset's manifest and clips, by file; its journal has the order in which clips were done. */
async function hashFiles(folder: string): Promise<Record<string, string>> {
  const files = (await filesIn(folder)).filter((file) => !file.startsWith(JOURNAL));
  assert.ok(files.includes("manifest.json"));
  const hash = async (file: string) => sha256(await Deno.readFile(join(folder, file)));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hash(file)])));
}

/** Runs with nothing said but that few clips are enough, on a machine that has neither recordings nor weights. */
async function runWithNothing(): Promise<void> {
  const nothing = { YAMNET_KIT_CACHE: await makeTempDir(), YAMNET_KIT_ASSETS: "" };
  const text = await makeWithBoth({ ...nothing, DATASET_LIMIT: "4" }, {
    script: { DATASET_SOURCE: "generated" },
  });
  assert.match(text, /Storing: 40\/40 clips/);
  assert.match(text, /YAMNet's weights are not on this machine: this is the log-mel baseline/);
  const titles = [...text.matchAll(/^Figure: (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles, [
    "40 clips in 10 classes, by fold",
    "How long the clips are",
    "How loud the clips are",
    "Waveform",
    "Log-mel spectrogram",
    "Principal components, by class",
    "UMAP, by class",
    "UMAP, by fold",
    "UMAP, with the oddest clips",
  ]);
}

async function runOnFolder(): Promise<void> {
  const source = await makeFolder({
    "dog/1.wav": tone(200, 8_000),
    "dog/2.wav": tone(210, 8_000),
    "dog/bad.wav": "no audio",
    "rain/1.wav": tone(500),
    "rain/2.wav": tone(510),
    "rooster/1.wav": tone(900),
  });
  const variables = {
    DATASET_SOURCE: source,
    DATASET_CLASSES: "dog,rain",
    SKIP_BAD: "yes",
    YAMNET_KIT_CACHE: await makeTempDir(),
  };
  const text = await makeWithBoth(variables, {
    notebook: { BACKBONE: "logmel", CLIP: "rain/2" },
  });
  assert.match(text, /^dog\/bad\.wav +Cannot decode/m);
  assert.match(text, /The dataset has no folds/);
  assert.match(text, /^rain: rain\/2: 0\.1 s/m);
  assert.match(text, /Log-mel statistics/);
  assert.doesNotMatch(text, /weights are not on this machine/); // the baseline was asked for
}

definePythonTest(
  `${NAME} runs with nothing at hand and on a folder with a bad clip, and makes what the script makes`,
  [],
  async () => {
    await Promise.all([runWithNothing(), runOnFolder()]); // most of their time they wait
  },
);

definePythonTest(
  `${NAME} uses ESC-10 and YAMNet where they were brought along, and makes what the script makes`,
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const variables = { DATASET_LIMIT: "4", DATASET_CLASSES: "dog,rain,rooster" };
    const text = await makeWithBoth(variables, { script: { DATASET_SOURCE: "esc10" } });
    assert.match(text, /ESC-10/);
    assert.match(text, /CC-BY-3\.0 \(12 clips\)/);
    assert.match(text, /1024 values a frame/);
  },
);
