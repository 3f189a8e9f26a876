import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { fileTracker } from "./file_tracker.ts";

const start = (root: string, experiment = "sounds") =>
  fileTracker(root).startRun({ experiment, name: "first" });

async function readMetas(root: string): Promise<{ id: string; name: string | undefined }[]> {
  const metas = [];
  for (const { name: id } of Deno.readDirSync(root)) {
    if (id === ".trash") continue;
    const text = await Deno.readTextFile(join(root, id, "meta.yaml"));
    metas.push({ id, name: /^name: "?([^"\n]*)/m.exec(text)?.[1] });
  }
  return metas.sort((a, b) => a.id < b.id ? -1 : 1);
}

Deno.test("fileTracker() writes nothing before a run starts", async () => {
  const root = join(await makeTempDir(), "mlruns");
  fileTracker(root);
  await assert.rejects(Deno.stat(root), Deno.errors.NotFound);
});

Deno.test("startRun() makes the default experiment, and the named one once", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const first = await start(root);
  const second = await start(root);
  assert.equal(second.experimentId, first.experimentId);
  assert.notEqual(second.id, first.id);
  assert.match(first.id, /^[0-9a-f]{32}$/);
  assert.match(first.experimentId, /^[1-9][0-9]{17}$/);
  assert.deepEqual(await readMetas(root), [
    { id: "0", name: "Default" },
    { id: first.experimentId, name: "sounds" },
  ]);
});

Deno.test("startRun() in several processes at once makes one experiment", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const code = `
    import { fileTracker } from ${JSON.stringify(import.meta.resolve("./file_tracker.ts"))};
    await fileTracker(${JSON.stringify(root)}).startRun({ experiment: "sounds", name: "run" });
  `;
  const script = join(await makeTempDir(), "start.ts");
  await Deno.writeTextFile(script, code);
  const config = join(import.meta.dirname ?? "", "../../../deno.json");
  const results = await Promise.all(
    [1, 2, 3].map(() =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-check", "--config", config, "-A", script],
      }).output()
    ),
  );
  assert.deepEqual(results.map(({ code }) => code), [0, 0, 0]);
  const metas = await readMetas(root);
  assert.deepEqual(metas.map(({ name }) => name), ["Default", "sounds"]);
  const runs = [...Deno.readDirSync(join(root, metas[1]?.id ?? ""))]
    .filter(({ isDirectory }) => isDirectory);
  assert.equal(runs.length, 3);
});

Deno.test("startRun() tells experiments of the same id apart when one was renamed", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const { experimentId } = await start(root);
  const meta = join(root, experimentId, "meta.yaml");
  const text = await Deno.readTextFile(meta);
  await Deno.writeTextFile(meta, text.replace('"sounds"', "noises"));
  assert.notEqual((await start(root)).experimentId, experimentId);
  assert.equal((await start(root, "noises")).experimentId, experimentId);
});

Deno.test("startRun() restores an experiment that was deleted, and its runs", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const { id, experimentId } = await start(root);
  const folder = join(root, experimentId);
  for (const meta of [join(folder, "meta.yaml"), join(folder, id, "meta.yaml")]) {
    const text = await Deno.readTextFile(meta);
    await Deno.writeTextFile(meta, text.replace('"active"', "deleted"));
  }
  await Deno.rename(folder, join(root, ".trash", experimentId));
  assert.equal((await start(root)).experimentId, experimentId);
  for (const meta of [join(folder, "meta.yaml"), join(folder, id, "meta.yaml")]) {
    assert.match(await Deno.readTextFile(meta), /^lifecycle_stage: "active"$/m);
  }
  assert.deepEqual([...Deno.readDirSync(join(root, ".trash"))], []);
});

Deno.test("startRun() passes over an experiment with a damaged meta.yaml, unless it is the wanted one", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const { experimentId } = await start(root);
  await Deno.writeTextFile(join(root, "0", "meta.yaml"), "\t{");
  assert.equal((await start(root)).experimentId, experimentId);
  const damaged = /Cannot read .*\/meta\.yaml: wanted what MLflow's file store writes/;
  await assert.rejects(start(root, "Default"), damaged);
  await Deno.writeTextFile(join(root, experimentId, "meta.yaml"), "name: 7");
  await assert.rejects(start(root), damaged);
  assert.notEqual((await start(root, "others")).experimentId, experimentId);
});

Deno.test("startRun() refuses a root that is a file", async () => {
  const root = join(await makeTempDir(), "mlruns");
  await start(root);
  await assert.rejects(
    start(join(root, "0", "meta.yaml")),
    /Cannot record runs in .*: wanted a folder that can be written/,
  );
});

Deno.test("Run.logParams() keeps a parameter as it was, and writes none of a bad batch", async () => {
  const root = await makeTempDir();
  const run = await start(root);
  await run.logParams({ lr: 0.1 });
  await run.logParams({ lr: 0.1 });
  await assert.rejects(run.logParams({ epochs: 5, lr: 0.2 }), {
    message:
      'Cannot change the param "lr" from "0.1" to "0.2": a run\'s parameters stay as they were first logged',
  });
  await assert.rejects(run.logParams({ epochs: 5, "../escape": 1 }), RangeError);
  const params = join(root, run.experimentId, run.id, "params");
  assert.deepEqual([...Deno.readDirSync(params)].map(({ name }) => name), ["lr"]);
});

Deno.test("Run.logMetrics() refuses a step that is no whole number, and keys that cannot both be files", async () => {
  const run = await start(await makeTempDir());
  await assert.rejects(run.logMetrics({ loss: 1 }, 0.5), {
    message: "Cannot record metrics at step 0.5: wanted a whole number",
  });
  await run.logMetrics({ loss: 1 });
  await assert.rejects(
    run.logMetrics({ "loss/train": 1 }),
    /Cannot record "loss\/train" in metrics: .* "a" and "a\/b" cannot both be one/,
  );
});

Deno.test("Run.logArtifact() copies files and folders, below the run's artifacts only", async () => {
  const root = await makeTempDir();
  const run = await start(root);
  const source = await makeTempDir();
  await Deno.mkdir(join(source, "plots"));
  await Deno.writeTextFile(join(source, "plots/roc.html"), "<p>");
  await run.logArtifact(source, "report");
  await run.logArtifact(join(source, "plots/roc.html"), "figures/roc.html");
  const artifacts = join(root, run.experimentId, run.id, "artifacts");
  assert.equal(await Deno.readTextFile(join(artifacts, "report/plots/roc.html")), "<p>");
  assert.equal(await Deno.readTextFile(join(artifacts, "figures/roc.html")), "<p>");
  for (const path of ["../roc.html", "/roc.html", "", "a\\..\\b"]) {
    await assert.rejects(run.logArtifact(source, path), /Cannot log an artifact as/);
  }
  await assert.rejects(
    run.logArtifact("no/such/file", "file"),
    /Cannot log no\/such\/file as artifact "file": /,
  );
});

Deno.test("startRun() goes on with a run that it is told, once, whatever its experiment", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const first = await start(root);
  await first.logParams({ lr: 0.1 });
  await first.end("KILLED");
  const tracker = fileTracker(root, { runId: first.id });
  const again = await tracker.startRun({ experiment: "other", name: "second" });
  assert.deepEqual(
    [again.id, again.experimentId, again.startTimeMs],
    [first.id, first.experimentId, first.startTimeMs],
  );
  const meta = () => Deno.readTextFile(join(root, again.experimentId, again.id, "meta.yaml"));
  assert.match(await meta(), /^status: 1$/m);
  assert.match(await meta(), /^end_time: null$/m);
  await assert.rejects(again.logParams({ lr: 0.2 }), /Cannot change the param "lr"/);
  await again.end("FINISHED");
  assert.match(await meta(), /^run_name: "first"$/m);
  assert.notEqual((await tracker.startRun({ experiment: "other", name: "third" })).id, first.id);
});

Deno.test("startRun() does not go on with a run that is not there, was deleted, or has no run's id", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const go = (id: string) =>
    fileTracker(root, { runId: id }).startRun({ experiment: "sounds", name: "on" });
  const id = "0".repeat(32);
  await assert.rejects(go(id), {
    message:
      `Cannot go on with the run ${id} (MLFLOW_RUN_ID): there is no such run in ${root}. Unset MLFLOW_RUN_ID for a new run`,
  });
  const run = await start(root);
  const meta = join(root, run.experimentId, run.id, "meta.yaml");
  await Deno.writeTextFile(
    meta,
    (await Deno.readTextFile(meta)).replace('"active"', "deleted"),
  );
  await assert.rejects(go(run.id), /: it was deleted\. Unset MLFLOW_RUN_ID/);
  for (const id of ["../0", "", "a/b"]) await assert.rejects(go(id), /wanted an id of letters/);
});
