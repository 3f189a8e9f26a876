import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "../tracking/files/file_tracker.ts";
import { listRuns } from "./list_runs.ts";
import { readRun } from "./read_run.ts";
import type { StoredRun } from "./stored_run.ts";

/** A run with a parameter, a tag, a metric and a dataset, but no artifact. */
async function makeRun(): Promise<StoredRun> {
  const root = join(await makeTempDir(), "mlruns");
  const run = await fileTracker(root).startRun({ experiment: "sounds", name: "run" });
  await run.logParams({ head: "logistic" });
  await run.setTags({ note: "a\nb" });
  await run.logMetrics({ loss: 1 });
  await run.logDataset({
    name: "esc10",
    digest: "d461",
    sourceType: "local",
    source: '{"uri":"/data"}',
    schema: "{}",
    profile: '{"num_rows":3}',
    context: "training",
  });
  const [found] = (await listRuns(root)).runs;
  assert.ok(found);
  return found;
}

/** Writes into a file of the run's folder, and gives what is then wrong with the run. */
async function problemWith(path: string, text: string | Uint8Array): Promise<string> {
  const run = await makeRun();
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  await Deno.writeFile(join(run.folder, path), bytes);
  return await readRun(run).then(() => "nothing", (error: Error) => error.message);
}

Deno.test("readRun() reads all that a run has", async () => {
  const run = await makeRun();
  const { tags, ...content } = await readRun(run);
  assert.deepEqual(content, {
    folder: run.folder,
    params: [{ key: "head", value: "logistic" }],
    inputs: [{
      tags: [{ key: "mlflow.data.context", value: "training" }],
      dataset: {
        name: "esc10",
        digest: "d461",
        source_type: "local",
        source: '{"uri":"/data"}',
        schema: "{}",
        profile: '{"num_rows":3}',
      },
    }],
    metricCount: 1,
    artifacts: undefined,
  });
  assert.ok(tags.some(({ key, value }) => key === "note" && value === "a\nb"));
});

Deno.test("readRun() names what is damaged or too much for a server", async () => {
  assert.match(
    await problemWith("params/head", new Uint8Array([0xff])),
    /head: wanted text in UTF-8/,
  );
  assert.match(
    await problemWith("tags/a;b", "1"),
    /Cannot record the tag "a;b": wanted only letters/,
  );
  assert.match(
    await problemWith("tags/note", "x".repeat(8001)),
    /at most 8000 characters, got 8001/,
  );
  assert.match(
    await problemWith("metrics/loss", "1 2 x\n"),
    /metrics\/loss:1: wanted "timestamp value/,
  );
});

Deno.test("readRun() says that a dataset is gone", async () => {
  const run = await makeRun();
  await Deno.remove(join(run.folder, "..", "datasets"), { recursive: true });
  await assert.rejects(
    readRun(run),
    /Cannot read .*meta\.yaml: a run has this dataset, but it is gone/,
  );
});

Deno.test("readRun() finds artifacts in the store only", async () => {
  const run = await makeRun();
  const elsewhere = [
    "s3://bucket/1/run/artifacts",
    "mlflow-artifacts:/1/run/artifacts",
    "file:///etc",
  ];
  for (const artifactUri of elsewhere) {
    await assert.rejects(readRun({ ...run, artifactUri }), /they are at .*\. Copy them there/);
  }
  const artifactUri = "file:///moved/away/1/run/artifacts";
  assert.equal((await readRun({ ...run, artifactUri })).artifacts, undefined);
  const folder = join(run.folder, "artifacts");
  await Deno.writeTextFile(join(folder, "note.txt"), "hello");
  assert.equal((await readRun({ ...run, artifactUri })).artifacts, folder);
});

Deno.test("readRun() follows no link that leads out of the run", async () => {
  const run = await makeRun();
  await Deno.symlink("/etc/passwd", join(run.folder, "artifacts", "passwd"));
  await assert.rejects(readRun(run), /link .*leads out/);
});
