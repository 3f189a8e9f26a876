import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { Random } from "../dataset/random.ts";
import { readStoredDataset } from "../dataset/stored/stored_dataset.ts";
import { makeStoredDataset, type SampleFacts } from "../dataset/stored/stored_dataset_test_data.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { checkDataset } from "./check_dataset.ts";
import { writeDatasetReport } from "./write_dataset_report.ts";

/** A second of noise at some loudness; the same seed is the same noise. */
function noise(seed: number, peak = 0.5): Uint8Array<ArrayBuffer> {
  const random = new Random(seed);
  const samples = Float32Array.from({ length: 16_000 }, () => peak * (2 * random.uniform() - 1));
  return encodeWav16(samples, 16_000);
}

/** What an older manifest does not say. */
const UNKNOWN = { peak: undefined, rms: undefined, clipped: undefined };

/** Twelve clips of each of two classes that nothing is wrong with, and these. */
const datasetWith = (samples: Record<string, SampleFacts> = {}) =>
  makeStoredDataset({
    ...Object.fromEntries(
      Array.from({ length: 24 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}`, { wav: noise(i) }]),
    ),
    ...samples,
  });

const kindsOf = ({ findings }: { findings: { kind: string }[] }) =>
  findings.map(({ kind }) => kind);

Deno.test("checkDataset() believes the manifest's levels, and measures those that it does not say", async () => {
  const folder = await datasetWith({
    "dog/said": { wav: noise(40), peak: 0 },
    "dog/measured": { wav: noise(41, 0), ...UNKNOWN },
    "dog/loud": { wav: noise(42), ...UNKNOWN },
  });
  const told: number[] = [];
  const check = await checkDataset(folder, await readStoredDataset(folder), {
    onMeasured: (done) => told.push(done),
  });
  assert.deepEqual(check.findings.map(({ kind, clips }) => [kind, clips]), [
    ["silent", [["dog/said"], ["dog/measured"]]],
  ]);
  assert.deepEqual(told, [1, 2]);
  const inspections = new Map([["dog/said", { levels: { peak: 1, rms: 1, clipped: 1 } }]]);
  const known = await checkDataset(folder, await readStoredDataset(folder), { inspections });
  assert.deepEqual(known.findings.map(({ kind, clips }) => [kind, clips]), [
    ["silent", [["dog/said"]]],
  ]);
});

Deno.test("checkDataset() names what was left out, and files that are damaged", async () => {
  const folder = await datasetWith({ "dog/damaged": { wav: noise(40), ...UNKNOWN } });
  await Deno.writeTextFile(join(folder, "audio/dog/damaged.wav"), "no audio");
  const unreadable = [{ file: "cat.mp3", reason: "cut short" }];
  const check = await checkDataset(folder, await readStoredDataset(folder), { unreadable });
  assert.deepEqual(kindsOf(check), ["unreadable"]);
  assert.deepEqual(check.findings[0]?.clips, [["cat.mp3"], ["audio/dog/damaged.wav"]]);
  assert.equal(check.readable.length, check.clips.length - 1);
});

Deno.test("checkDataset() finds a softer copy among near-duplicates", async () => {
  await withEmptyCache(async () => {
    const tone = (pitchHz: number, peak: number) =>
      encodeWav16(
        Float32Array.from(
          { length: 16_000 },
          (_, i) => peak * Math.sin(2 * Math.PI * pitchHz * i / 16_000),
        ),
        16_000,
      );
    const folder = await datasetWith({
      "dog/tone": { wav: tone(700, 0.5) },
      "dog/copy": { wav: tone(700, 0.49) },
    });
    const dataset = await readStoredDataset(folder);
    const check = await checkDataset(folder, dataset, { nearDuplicates: "logmel" });
    assert.deepEqual(kindsOf(check), ["near-duplicates"]);
    assert.deepEqual(check.findings[0]?.clips, [["dog/tone", "dog/copy"]]);
  });
});

Deno.test("writeDatasetReport() writes a page with a spectrogram of each class, and the findings as JSON", async () => {
  const folder = await datasetWith({ "owl/0": { wav: noise(40, 0) }, "owl/1": { fold: 2 } });
  const dataset = await readStoredDataset(folder);
  await writeDatasetReport(dataset, await checkDataset(folder, dataset));
  const html = await Deno.readTextFile(join(folder, "report.html"));
  for (const title of ["dog: dog/1", "owl: owl/1", "rain: rain/0"]) {
    assert.ok(html.includes(`"text":"${title}"`), title);
  }
  const report = JSON.parse(await Deno.readTextFile(join(folder, "report.json")));
  assert.equal(report.summary.dataHash, dataset.dataHash);
  assert.ok(kindsOf(report).includes("silent"));
});
