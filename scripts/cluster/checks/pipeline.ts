import assert from "node:assert/strict";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { z } from "zod";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";
import { openDataset } from "../../../lib/dataset/open_dataset.ts";
import { openStore } from "../../../lib/storage/open_store.ts";
import { CHAMPION } from "../cluster.ts";
import { assertClose, assertEqualMetrics } from "../equal_metrics.ts";
import { type HostRun, type Metrics, taskOutput } from "../host_run.ts";
import { runOfJob, type TrackedRun } from "../tracked_runs.ts";

const DATASET = "s3://datasets/standard";
const PREDICTIONS = { folder: "s3://datasets/predictions", file: "said.parquet" } as const;

/** How many pods share dataset, embeddings and predictions. */
export const SHARDS = 3;

const Uid = z.object({ metadata: z.object({ uid: z.string() }) });

/** The run of the Job that `deno task minikube` has run. */
export async function runOfStep(kubectl: Kubectl, job: "train" | "eval"): Promise<TrackedRun> {
  const found = await kubectl.find(Uid, "job", job);
  if (!found) throw new Error(`The Job ${job} is not there any more`);
  return await runOfJob(found.metadata.uid);
}

/** The dataset that three pods have made has the hash of the one that one process has made here. */
export async function checkDataset(host: HostRun): Promise<string> {
  const { dataHash, samples } = await openDataset(DATASET);
  assert.equal(dataHash, host.dataHash);
  return `${samples.length} clips, ${dataHash.slice(0, 8)}…`;
}

/** A run in MLflow has the figures that the same script has printed here. */
export function checkMetrics(run: TrackedRun, expected: Metrics): string {
  return `${assertEqualMetrics(run.metrics, expected)} figures`;
}

/** The model's files are where the walk-through looks for them in MinIO's console. */
export async function checkModelFiles({ id, experimentId }: TrackedRun): Promise<string> {
  const folder = `${experimentId}/${id}/artifacts`;
  const store = await openStore(`s3://mlflow-artifacts/${folder}`);
  const paths = (await Array.fromAsync(store.list())).map(({ path }) => path);
  for (const file of ["model/MLmodel", "model/model.onnx", "model/labels.json"]) {
    assert.ok(paths.includes(file), `No ${file} in ${folder}; there are ${paths.join(", ")}`);
  }
  return `mlflow-artifacts/${folder}, ${paths.length} files`;
}

const Row = z.object({ file: z.string(), label: z.string(), score: z.number() });

/** What three pods have predicted is, row by row, what one process predicts here with the same model. */
export async function checkPredictions(
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const [here, there] = ["here.parquet", "there.parquet"].map((name) => join(folder, name));
  assert.ok(here && there);
  const model = `models:/${CHAMPION.name}@${CHAMPION.alias}`;
  await taskOutput("predict", ["--model", model, "--out", here, DATASET], {
    ...variables,
    YAMNET_KIT_CACHE: join(folder, "cache"),
  });
  const store = await openStore(PREDICTIONS.folder);
  await store.download(PREDICTIONS.file, there);
  const [expected, actual] = await Promise.all([readRows(here), readRows(there)]);
  assert.equal(actual.length, expected.length);
  for (const [index, { file, label, score }] of expected.entries()) {
    const row = actual[index];
    assert.deepEqual([row?.file, row?.label], [file, label], `row ${index}`);
    assertClose(row?.score, score, `score of row ${index}`);
  }
  return `${expected.length} rows`;
}

async function readRows(path: string): Promise<z.output<typeof Row>[]> {
  const file = await asyncBufferFromFile(path);
  return z.array(Row).min(1).parse(await parquetReadObjects({ file, compressors }));
}
