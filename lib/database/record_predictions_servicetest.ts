import assert from "node:assert/strict";
import { dataHash } from "../dataset/data_hash.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openDatabase } from "./database.ts";
import { recordPredictions } from "./record_predictions.ts";
import { recordSamples } from "./record_samples.ts";
import { ask, makeTestDatabase, type Row } from "./test_database.ts";
import { testDataset, testEvaluation } from "./test_evaluation.ts";
import { withClient } from "../postgres/with_client.ts";

const NEEDS = ["databaseUrl"] as const;

/** How many rows each table has. */
async function counts(url: string): Promise<Row | undefined> {
  const [row] = await ask(
    url,
    `SELECT (SELECT count(*)::integer FROM dataset) AS dataset,
      (SELECT count(*)::integer FROM sample) AS sample,
      (SELECT count(*)::integer FROM sample_label) AS sample_label,
      (SELECT count(*)::integer FROM evaluation) AS evaluation,
      (SELECT count(*)::integer FROM prediction) AS prediction`,
  );
  return row;
}

defineServiceTest("recordSamples() records a dataset once", NEEDS, async (services) => {
  const url = await makeTestDatabase(services.databaseUrl);
  const database = await openDatabase(url);
  const dataset = testDataset(2500); // more than two batches
  await recordSamples(database, dataset);
  await recordSamples(database, dataset);
  const expected = { dataset: 1, sample: 2500, sample_label: 2500, evaluation: 0, prediction: 0 };
  assert.deepEqual(await counts(url), expected);
  const [last] = await ask(
    url,
    "SELECT * FROM sample JOIN sample_label USING (sample_id) WHERE clip = 'clip-2499'",
  );
  const { filepath, source_sha256, duration_seconds, recording, fold, split, label } = last ?? {};
  assert.deepEqual(
    { filepath, source_sha256, duration_seconds, recording, fold, split, label },
    {
      filepath: "audio/clip-2499.wav",
      source_sha256: dataset.samples[2499]?.sourceSha256,
      duration_seconds: 5,
      recording: "yard-2499",
      fold: 5,
      split: null,
      label: "rain",
    },
  );
});

defineServiceTest(
  "SQL says which clips version 3 gets wrong that version 2 got right",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    const dataset = testDataset(6);
    await recordPredictions(database, testEvaluation("2", dataset, ["clip-1", "clip-2"]));
    await recordPredictions(database, testEvaluation("3", dataset, ["clip-2", "clip-3", "clip-4"]));
    const rows = await ask(
      url,
      `SELECT clip, now.labels, before.top_label AS said, now.top_label AS says
    FROM latest_prediction AS now
    JOIN latest_prediction AS before USING (model_name, question, sample_id, clip)
    WHERE model_name = 'yard'
      AND before.model_version = '2' AND before.correct
      AND now.model_version = '3' AND NOT now.correct
    ORDER BY clip`,
    );
    assert.deepEqual(rows, [
      { clip: "clip-3", labels: ["rain"], said: "rain", says: "dog" },
      { clip: "clip-4", labels: ["dog"], said: "dog", says: "rain" },
    ]);
  },
);

defineServiceTest(
  "recordPredictions() keeps every probability by its label",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    await recordPredictions(await openDatabase(url), testEvaluation("1", testDataset(2)));
    const rows = await ask(
      url,
      `SELECT clip, probabilities[array_position(labels, 'dog')] AS dog, top_label, top_probability
    FROM prediction JOIN evaluation USING (run_id) JOIN sample USING (sample_id) ORDER BY clip`,
    );
    assert.deepEqual(rows, [
      { clip: "clip-0", dog: 0.75, top_label: "dog", top_probability: 0.75 },
      { clip: "clip-1", dog: 0.25, top_label: "rain", top_probability: 0.75 },
    ]);
  },
);

defineServiceTest(
  "recordPredictions() takes a model from a file and clips of several labels or none",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const labels = [["rain", "dog"], []];
    const { samples, ...rest } = testDataset(2);
    const dataset = {
      ...rest,
      samples: samples.map((sample, index) => ({ ...sample, labels: labels[index] ?? [] })),
    };
    const recorded = testEvaluation("1", dataset);
    const model = { ...recorded.model, version: undefined };
    await recordPredictions(await openDatabase(url), { ...recorded, model });
    const rows = await ask(
      url,
      "SELECT clip, labels, model_version FROM latest_prediction ORDER BY clip",
    );
    assert.deepEqual(rows, [
      { clip: "clip-0", labels: ["dog", "rain"], model_version: null },
      { clip: "clip-1", labels: [], model_version: null },
    ]);
  },
);

defineServiceTest(
  "recordPredictions() takes no clip for another that once had its name",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    const before = testDataset(2);
    const [dog, rain] = before.samples;
    assert.ok(dog && rain);
    const samples = [{ ...rain, id: dog.id }, { ...dog, id: rain.id }];
    const after = { ...before, samples, dataHash: dataHash(samples) };
    assert.equal(after.dataHash, before.dataHash);
    await recordPredictions(database, testEvaluation("1", before));
    await recordPredictions(database, testEvaluation("2", after));
    const rows = await ask(
      url,
      "SELECT model_version, clip, labels, top_label FROM latest_prediction ORDER BY model_version, clip",
    );
    assert.deepEqual(rows, [
      { model_version: "1", clip: "clip-0", labels: ["dog"], top_label: "dog" },
      { model_version: "1", clip: "clip-1", labels: ["rain"], top_label: "rain" },
      { model_version: "2", clip: "clip-0", labels: ["rain"], top_label: "rain" },
      { model_version: "2", clip: "clip-1", labels: ["dog"], top_label: "dog" },
    ]);
  },
);

defineServiceTest(
  "recordPredictions() writes nothing where a prediction is of no clip",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    const recorded = { ...testEvaluation("1", testDataset(3)), dataset: testDataset(2) };
    await assert.rejects(recordPredictions(database, recorded), {
      message: /: some predictions are of no clip of the dataset$/,
    });
    assert.equal((await counts(url))?.dataset, 0);
  },
);

defineServiceTest(
  "recordPredictions() of one run again takes the older's place",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    const dataset = testDataset(10);
    await recordPredictions(database, testEvaluation("1", dataset, ["clip-1"]));
    await recordPredictions(database, testEvaluation("1", dataset, ["clip-2", "clip-3"]));
    const expected = { dataset: 1, sample: 10, sample_label: 10, evaluation: 1, prediction: 10 };
    assert.deepEqual(await counts(url), expected);
    assert.deepEqual(
      await ask(url, "SELECT clip FROM latest_prediction WHERE NOT correct ORDER BY clip"),
      [{ clip: "clip-2" }, { clip: "clip-3" }],
    );
  },
);

defineServiceTest(
  "The latest prediction is that of the newest run of a model",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    const dataset = testDataset(2);
    const first = testEvaluation("1", dataset, ["clip-0"]);
    await recordPredictions(database, first);
    await recordPredictions(database, { ...testEvaluation("1", dataset), runId: "a-later-run" });
    assert.deepEqual(await ask(url, "SELECT run_id, correct FROM latest_prediction"), [
      { run_id: "a-later-run", correct: true },
      { run_id: "a-later-run", correct: true },
    ]);
  },
);

defineServiceTest(
  "Evaluations at once record the dataset once and each its predictions",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const dataset = testDataset(1500);
    const reversed = { ...dataset, samples: dataset.samples.toReversed() };
    await Promise.all(["1", "2", "3", "4", "4"].map(async (version, index) => {
      const evaluation = testEvaluation(version, index % 2 ? reversed : dataset);
      await recordPredictions(await openDatabase(url), evaluation);
    }));
    const expected = {
      dataset: 1,
      sample: 1500,
      sample_label: 1500,
      evaluation: 4,
      prediction: 6000,
    };
    assert.deepEqual(await counts(url), expected);
  },
);

defineServiceTest(
  "recordPredictions() goes on when its connection is cut in the middle",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url, { retryDelayMs: 10 });
    let isDone = false;
    const recording = recordPredictions(database, testEvaluation("1", testDataset(20_000)))
      .finally(() => isDone = true);
    await withClient(url, async (client) => {
      const cut = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%INTO prediction%'`;
      while (!isDone && (await client.query(cut)).rowCount === 0);
    });
    assert.deepEqual((await counts(url))?.sample, 0, "something was there before all of it was");
    await recording;
    assert.deepEqual((await counts(url))?.prediction, 20_000);
  },
);
