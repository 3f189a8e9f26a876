import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ask, makeTestDatabase } from "../lib/database/test_database.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { ONNXRUNTIME_VERSION } from "../lib/onnx/onnxruntime_version.ts";
import { pythonEnv } from "../lib/python/python_env.ts";
import { runPython } from "../lib/python/run_python.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { findLoggedModel } from "../lib/tracking/models/test_registry.ts";
import { findRun, uniqueName } from "../lib/tracking/rest/test_server.ts";
import { textOfRun } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";
import { type Folder, makeFolder } from "./two_sounds_test_data.ts";

/** Loads a model by each of its URIs, in both of MLflow's ways, and asks it about WAV files. */
const PROGRAM = `
import json, os, sys
import mlflow, mlflow.onnx, numpy, onnxruntime, soundfile

server, name, run_id, *files = sys.argv[1:]
mlflow.set_tracking_uri(server)
champion = f"models:/{name}@champion"
uris = [champion, f"models:/{name}/1", f"models:/{name}/Production", f"runs:/{run_id}/model"]
models = {uri: mlflow.pyfunc.load_model(uri) for uri in uris}
session = onnxruntime.InferenceSession(mlflow.onnx.load_model(champion).SerializeToString())
waveforms = [soundfile.read(file, dtype="float32")[0] for file in files]
answers = [
    [model.predict(waveform)["probabilities"].tolist() for waveform in waveforms]
    for model in models.values()
]
answers.append([session.run(["probabilities"], {"waveform": w})[0].tolist() for w in waveforms])
requirements = mlflow.pyfunc.get_model_dependencies(champion)
mlflow.models.predict(champion, input_data=waveforms[0], env_manager="local",
    output_path=(output := os.path.join(os.path.dirname(requirements), "predictions.json")))
print(json.dumps({
    "onnxruntime": onnxruntime.__version__,
    "answers": answers,
    "served": json.load(open(output))["predictions"]["probabilities"],
    "requirements": open(requirements).read().split(),
    "logged_model": models[champion].model_id,
}))
`;

const Answer = z.object({
  onnxruntime: z.string(),
  /** By way of loading, file and class. */
  answers: z.array(z.array(z.array(z.number()))),
  served: z.array(z.number()),
  requirements: z.array(z.string()),
  logged_model: z.string(),
});

const Predicted = z.object({
  model: z.object({ name: z.string(), version: z.string().nullable(), digest: z.string() }),
  files: z.array(z.object({
    top: z.array(z.object({ label: z.string(), score: z.number() })),
  })),
});

async function run(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { code, out, err } = await runTask(name, args, env);
  assert.equal(code, 0, err);
  return out;
}

/** Trains and registers a model, and expects the same of it here as in Python. */
async function compareWithPython(
  server: string,
  { dataset, out, wavs }: { dataset: string; out: string; wavs: readonly string[] },
  env: Readonly<Record<string, string>>,
  trainFlags: readonly string[],
): Promise<void> {
  const name = uniqueName();
  const tracked = { ...env, MLFLOW_TRACKING_URI: server, REGISTERED_MODEL_NAME: name };
  const registered = ["--alias", "champion,night", "--stage", "Production"];
  await run("train", ["--dataset", dataset, "--out", out, ...registered, ...trainFlags], tracked);

  const flags = ["--model", `models:/${name}@champion`, "--json", "--top-n", "100"];
  const { model, files } = Predicted.parse(
    JSON.parse(await run("predict", [...flags, ...wavs], tracked)),
  );
  assert.deepEqual([model.name, model.version], [name, "1"]);
  const labels: string[] = JSON.parse(await Deno.readTextFile(join(out, "labels.json")));
  const here = files.map(({ top }) => {
    const scores = new Map(top.map(({ label, score }) => [label, score]));
    return labels.map((label) => scores.get(label) ?? NaN);
  });

  const query = new URLSearchParams({ name, version: "1" });
  const version = await fetch(`${server}/api/2.0/mlflow/model-versions/get?${query}`);
  const { model_version: { run_id, source } } = await version.json();
  const printed = await runPython(await pythonEnv(), PROGRAM, [server, name, run_id, ...wavs]);
  const answer = Answer.parse(JSON.parse(printed));
  assert.equal(answer.onnxruntime, ONNXRUNTIME_VERSION);
  assert.equal(`models:/${answer.logged_model}`, source);
  assert.ok(answer.requirements.includes(`onnxruntime==${ONNXRUNTIME_VERSION}`));
  assert.equal(answer.answers.length, 5);
  for (const there of answer.answers) assertNear(there, here);
  assertNear([answer.served], here.slice(0, 1));
}

function assertNear(there: readonly number[][], here: readonly number[][]): void {
  assert.equal(there.length, here.length);
  for (const [file, scores] of here.entries()) {
    assert.equal(there[file]?.length, scores.length);
    for (const [label, score] of scores.entries()) {
      const difference = Math.abs((there[file]?.[label] ?? NaN) - score);
      assert.ok(difference < 1e-4, `file ${file}, label ${label}: differs by ${difference}`);
    }
  }
}

defineServiceTest(
  "a model that was trained and registered here gives Python's MLflow the same probabilities",
  ["mlflow"],
  async ({ mlflow }) => {
    const { clips: dataset, out, cache } = await makeFolder();
    const wavs = ["beep/0.wav", "beep/5.wav", "hiss/3.wav"].map((path) => join(dataset, path));
    const place = { dataset, out, wavs };
    const env = { YAMNET_KIT_CACHE: cache };
    await compareWithPython(mlflow, place, env, ["--backbone", "logmel", "--l2", "1"]);
  },
);

defineServiceTest(
  "a model on YAMNet, trained on real recordings, gives Python's MLflow the same probabilities",
  ["mlflow"],
  async ({ mlflow }) => {
    const folder = await makeTempDir();
    const dataset = join(folder, "dataset");
    const env = { YAMNET_KIT_CACHE: join(folder, "cache") };
    await run("model", [], env);
    await run("dataset", ["--source", "esc10", "--out", dataset], env);
    const { samples } = await openDataset(dataset);
    const wavs = samples.filter((_, index) => index % 32 === 0).map(({ path }) => path);
    await compareWithPython(mlflow, { dataset, out: join(folder, "model"), wavs }, env, []);
  },
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
);

/** Variables of a Job that trains in a folder, on a server. */
const jobOf = ({ cache }: Folder, server: string) => ({
  YAMNET_KIT_CACHE: cache,
  MLFLOW_TRACKING_URI: server,
});

defineServiceTest(
  "evaluate takes a registered model, as a notebook does, and tells MLflow and the database which version it was",
  ["mlflow", "databaseUrl"],
  async ({ mlflow, databaseUrl }) => {
    const folder = await makeFolder();
    const name = uniqueName();
    const env = { ...jobOf(folder, mlflow), DATABASE_URL: await makeTestDatabase(databaseUrl) };
    const train = ["--dataset", folder.clips, "--out", folder.out, "--backbone", "logmel"];
    const registered = ["--register", name, "--alias", "champion"];
    await run("train", [...train, ...registered], env);
    await run("train", [...train, "--head", "mlp", "--epochs", "3", ...registered], env);
    const out = join(dirname(folder.out), "evaluation");
    for (const which of ["@champion", "/1"]) {
      const model = `models:/${name}${which}`;
      await run("evaluate", ["--dataset", folder.clips, "--model", model, "--out", out], env);
    }
    const text = await textOfRun("03_evaluate.ipynb", {
      ...env,
      MANIFEST_JSON: (await makeFolder(8)).clips, // the versions have seen none of these
      MODEL_URI: `models:/${name}@champion`,
      MODEL_URI_B: `models:/${name}/1`,
      EVALUATION_OUT: out,
    });
    assert.match(text, /(of the second minus the first: .* on|on the same of the) 12 clips/);
    const rows = await ask(
      env.DATABASE_URL,
      `SELECT run_id, model_name, model_version, count(*)::integer AS clips
      FROM prediction JOIN evaluation USING (run_id)
      GROUP BY run_id, model_name, model_version ORDER BY model_version`,
    );
    assert.deepEqual(
      rows.map(({ model_name, model_version, clips }) => [model_name, model_version, clips]),
      [[name, "1", 12], [name, "2", 12]],
    );
    for (const { run_id, model_version } of rows) {
      const query = new URLSearchParams({ name, version: String(model_version) });
      const answer = await fetch(`${mlflow}/api/2.0/mlflow/model-versions/get?${query}`);
      const { model_version: { source } } = await answer.json();
      const { params } = await findRun(mlflow, String(run_id));
      assert.equal(params["model_version"], model_version);
      const { data } = await findLoggedModel(mlflow, source.replace("models:/", ""));
      const seen = data.metrics.find(({ key }) => key === "seen_accuracy");
      assert.equal(seen?.run_id, run_id);
    }
  },
);

defineServiceTest(
  "train refuses to register what it could not, before it trains",
  ["mlflow"],
  async ({ mlflow }) => {
    const folder = await makeFolder();
    const refused: [args: string[], env: Record<string, string>, message: RegExp][] = [
      [["--register", "yard"], { MLFLOW_TRACKING_URI: folder.runs }, /registry needs a server/],
      [["--alias", "champion"], {}, /Wanted --register with --alias and --stage/],
      [["--register", "a/b"], {}, /Cannot register a model as "a\/b"/],
      [["--register", "yard", "--alias", "v1"], {}, /Cannot use "v1" as an alias/],
      [["--register", "yard", "--stage", "None"], {}, /Bad value for --stage: wanted Staging, /],
      [
        ["--register", "yard"],
        { SAVE_WEIGHTS: "false" },
        /its run does not keep it .*SAVE_WEIGHTS/,
      ],
    ];
    for (const [args, env, message] of refused) {
      const flags = ["--dataset", folder.clips, "--out", folder.out, "--backbone", "logmel"];
      const job = { ...jobOf(folder, mlflow), MLFLOW_EXPERIMENT_NAME: uniqueName() };
      const { code, out, err } = await runTask("train", [...flags, ...args], { ...job, ...env });
      assert.equal(code, 2, err);
      assert.equal(out, "");
      assert.match(err, message);
      await assert.rejects(Deno.stat(folder.out), Deno.errors.NotFound);
      await assert.rejects(Deno.stat(folder.runs), Deno.errors.NotFound);
    }
  },
);
