import fc from "fast-check";
import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "../tracking/files/file_tracker.ts";
import { listRuns } from "./list_runs.ts";
import { parseMetricLine, readMetrics } from "./read_metrics.ts";

/** Writes the files of a run's metrics, and reads them. */
async function readFiles(files: Record<string, string>) {
  const folder = await makeTempDir();
  await Deno.mkdir(join(folder, "metrics", "train"), { recursive: true });
  for (const [key, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(folder, "metrics", key), text);
  }
  const cutOff: string[] = [];
  const metrics = await Array.fromAsync(readMetrics(folder, (path) => cutOff.push(path)));
  return { metrics, cutOff, folder };
}

Deno.test("readMetrics() reads what a run of the file store has logged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double(), { minLength: 1 }), async (values) => {
      const root = join(await makeTempDir(), "mlruns");
      const run = await fileTracker(root).startRun({ experiment: "sounds", name: "run" });
      for (const [step, value] of values.entries()) await run.logMetrics({ "a/b": value }, step);
      const [{ folder } = { folder: "" }] = (await listRuns(root)).runs;
      const read = await Array.fromAsync(readMetrics(folder));
      assert.deepEqual(read.map(({ key, step }) => [key, step]), values.map((_, i) => ["a/b", i]));
      read.forEach(({ value }, i) => assert.equal(Number(value), (values[i] ?? 0) + 0));
      assert.ok(read.every(({ timestamp }) => Math.abs(timestamp - Date.now()) < 60_000));
    }),
    { numRuns: 20 },
  );
});

Deno.test("readMetrics() goes through many lines, keys with slashes, and empty files", async () => {
  const steps = Array.from({ length: 20_000 }, (_, step) => step);
  const lines = steps.map((step) => `1700000000000 ${step / 7} ${step}\n`).join("");
  const { metrics, cutOff } = await readFiles({ "train/loss": lines, none: "" });
  assert.deepEqual(cutOff, []);
  assert.deepEqual(metrics.map(({ value }) => value), steps.map((step) => step / 7));
  assert.ok(metrics.every(({ key }) => key === "train/loss"));
});

Deno.test("readMetrics() passes over a last line that a killed process has not finished", async () => {
  const { metrics, cutOff, folder } = await readFiles({ loss: "1700000000000 0.5 1\n170000 0.2" });
  assert.deepEqual(metrics.map(({ value }) => value), [0.5]);
  assert.deepEqual(cutOff, [join(folder, "metrics", "loss")]);
});

Deno.test("parseMetricLine() reads all forms that MLflow has had", () => {
  const at = { timestamp: 1700000000000 };
  const parse = (line: string) => parseMetricLine(line, "loss:1");
  assert.deepEqual(parse("1700000000000 0.5\n"), { ...at, value: 0.5, step: 0 });
  assert.deepEqual(parse("1700000000000 1e-05 -3\r\n"), { ...at, value: 1e-5, step: -3 });
  assert.deepEqual(parse("1700000000000 nan 3 esc 10 d461\n"), { ...at, value: "NaN", step: 3 });
  assert.deepEqual(parse("1700000000000 -inf 3\n"), { ...at, value: "-Infinity", step: 3 });
  assert.deepEqual(parse("1700000000000 Infinity 3\n"), { ...at, value: "Infinity", step: 3 });
});

Deno.test("parseMetricLine() refuses every other line, with its place", () => {
  const bad = [
    "",
    "0.5",
    "x 0.5 1",
    "1 0x10 1",
    "1 0.5 1.5",
    "1  0.5 1",
    "1 , 1",
    `1 1 ${2 ** 60}`,
  ];
  for (const line of bad) {
    assert.throws(() => parseMetricLine(`${line}\n`, "m/loss:7"), {
      name: "TypeError",
      message: /^Cannot read m\/loss:7: wanted "timestamp value step", got "/,
    }, line);
  }
});
