import assert from "node:assert/strict";
import { join } from "node:path";
import { runPython } from "../python/run_python.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import type { Tracker } from "./tracker.ts";

/** Reads an experiment's runs with MLflow's own client, and prints what it saw. */
const PROGRAM = `
import json, os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow
from mlflow.tracking import MlflowClient

mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient()

def dataset(used):
    source = mlflow.data.get_source(used)
    return {
        "name": used.dataset.name, "digest": used.dataset.digest, "source": getattr(source, "uri", None),
        "columns": [column["name"] for column in json.loads(used.dataset.schema)["mlflow_colspec"]],
        "rows": json.loads(used.dataset.profile)["num_rows"],
        "context": {tag.key: tag.value for tag in used.tags},
    }

runs = {}
for run in client.search_runs([client.get_experiment_by_name(sys.argv[2]).experiment_id]):
    run_id = run.info.run_id
    paths = sorted(f.path for folder in ["", "model"] for f in client.list_artifacts(run_id, folder))
    runs[run.info.run_name] = {
        "status": run.info.status,
        "ended": run.info.end_time is not None and run.info.end_time >= run.info.start_time,
        "params": run.data.params,
        "metrics": {key: [[m.step, m.value] for m in client.get_metric_history(run_id, key)] for key in run.data.metrics},
        "tags": {key: value for key, value in run.data.tags.items() if not key.startswith("mlflow.source.") and key != "start_id"},
        "datasets": [dataset(used) for used in run.inputs.dataset_inputs],
        "artifacts": paths,
        "text": open(client.download_artifacts(run_id, "model/labels.json", sys.argv[3])).read() if paths else "",
    }
print(json.dumps(runs).replace("NaN", '"nan"').replace("-Infinity", '"-inf"').replace("Infinity", '"inf"'))
`;

/**
 * Records a run with all that a tracker can, and one that fails, and has MLflow's own client read both back.
 *
 * @param largest How the store keeps Infinity.
 */
export async function recordAndReadBack(
  tracker: Tracker,
  uri: string,
  experiment: string,
  python: string,
  largest: number | string,
): Promise<void> {
  // A name that YAML 1.1 would take for a number.
  const run = await tracker.startRun({ experiment, name: "12:30" });
  await run.logParams({ learning_rate: 0.001, head: "logistic", balanced: true, note: "a\nb" });
  for (const step of [1, 2, 3]) await run.logMetrics({ "train/loss": 1 / step }, step);
  await run.logMetrics({ accuracy: 0.98, tiny: 1e-9 });
  await run.setTags({ "mlflow.user": "ada", "data.hash": "abc" });
  const dataset = {
    name: "esc10",
    digest: "a".repeat(36),
    sourceType: "local",
    source: JSON.stringify({ uri: "/data/esc10" }),
    schema: JSON.stringify({
      mlflow_colspec: [{ name: "label", type: "string", required: true }],
    }),
    profile: JSON.stringify({ num_rows: 320 }),
    context: "training" as const,
  };
  await run.logDataset(dataset);
  await run.logDataset(dataset);
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "labels.json"), '["dog"]');
  await run.logArtifact(folder, "model");
  await run.logArtifact(join(folder, "labels.json"), "labels.json");
  await run.end("FINISHED");
  const failed = await tracker.startRun({ experiment, name: "failed" });
  await failed.logMetrics({ loss: NaN });
  await failed.logMetrics({ loss: Infinity }, 1);
  await failed.setTags({ "mlflow.user": "ada" });
  await failed.end("FAILED");

  const printed = await runPython(python, PROGRAM, [uri, experiment, await makeTempDir()]);
  assert.deepEqual(JSON.parse(printed), {
    "12:30": {
      status: "FINISHED",
      ended: true,
      params: { learning_rate: "0.001", head: "logistic", balanced: "true", note: "a\nb" },
      metrics: {
        "train/loss": [[1, 1], [2, 0.5], [3, 1 / 3]],
        accuracy: [[0, 0.98]],
        tiny: [[0, 1e-9]],
      },
      tags: { "mlflow.runName": "12:30", "mlflow.user": "ada", "data.hash": "abc" },
      datasets: [{
        name: "esc10",
        digest: "a".repeat(36),
        source: "/data/esc10",
        columns: ["label"],
        rows: 320,
        context: { "mlflow.data.context": "training" },
      }],
      artifacts: ["labels.json", "model", "model/labels.json"],
      text: '["dog"]',
    },
    failed: {
      status: "FAILED",
      ended: true,
      params: {},
      metrics: { loss: [[0, "nan"], [1, largest]] },
      tags: { "mlflow.runName": "failed", "mlflow.user": "ada" },
      datasets: [],
      artifacts: [],
      text: "",
    },
  });
}
