import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { definePeerTest } from "../python/test_peer.ts";
import { runPython } from "../python/run_python.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./file_tracker.ts";

/** Reads with MLflow's own client what was recorded, writes to the same store, and prints what it saw. */
const PROGRAM = `
import json, os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
from mlflow.tracking import MlflowClient

client = MlflowClient(sys.argv[1])
experiment = client.get_experiment_by_name("yes")
runs = {}
for run in client.search_runs([experiment.experiment_id]):
    run_id = run.info.run_id
    runs[run.info.run_name] = {
        "status": run.info.status,
        "ended": run.info.end_time is not None and run.info.end_time >= run.info.start_time,
        "params": run.data.params,
        "metrics": {key: [[m.step, m.value] for m in client.get_metric_history(run_id, key)] for key in run.data.metrics},
        "tags": {key: value for key, value in run.data.tags.items() if not key.startswith("mlflow.source.")},
        "artifacts": [f.path for f in client.list_artifacts(run_id)] + [f.path for f in client.list_artifacts(run_id, "model")],
        "text": open(client.download_artifacts(run_id, "model/labels.json", sys.argv[2])).read() if run.info.status == "FINISHED" else "",
    }
client.create_experiment("from python")
print(json.dumps({"experiments": sorted(e.name for e in client.search_experiments()), "runs": runs}))
`;

definePeerTest("MLflow's client reads what fileTracker() records", [], async (python) => {
  const root = join(await makeTempDir(), "my runs");
  const tracker = fileTracker(root);
  // Names that YAML 1.1 would take for a truth value and for a number.
  const run = await tracker.startRun({ experiment: "yes", name: "12:30" });
  await run.logParams({ learning_rate: 0.001, head: "logistic", balanced: true, note: "a\nb" });
  for (const step of [1, 2, 3]) await run.logMetrics({ "train/loss": 1 / step }, step);
  await run.logMetrics({ accuracy: 0.98, tiny: 1e-9 });
  await run.setTags({ "mlflow.user": "ada", "data.hash": "abc" });
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "labels.json"), '["dog"]');
  await run.logArtifact(folder, "model");
  await run.logArtifact(join(folder, "labels.json"), "labels.json");
  await run.end("FINISHED");
  const failed = await tracker.startRun({ experiment: "yes", name: "failed" });
  await failed.logMetrics({ loss: NaN });
  await failed.logMetrics({ loss: Infinity }, 1);
  await failed.setTags({ "mlflow.user": "ada" });
  await failed.end("FAILED");

  const printed = await runPython(python, PROGRAM, [pathToFileURL(root).href, await makeTempDir()]);
  const text = printed.replaceAll("NaN", '"nan"').replaceAll("Infinity", '"inf"');
  assert.deepEqual(JSON.parse(text), {
    experiments: ["Default", "from python", "yes"],
    runs: {
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
        artifacts: ["labels.json", "model", "model/labels.json"],
        text: '["dog"]',
      },
      failed: {
        status: "FAILED",
        ended: true,
        params: {},
        metrics: { loss: [[0, "nan"], [1, "inf"]] },
        tags: { "mlflow.runName": "failed", "mlflow.user": "ada" },
        artifacts: [],
        text: "",
      },
    },
  });
  const { experimentId } = await tracker.startRun({ experiment: "from python", name: "back" });
  assert.match(experimentId, /^[0-9]{18}$/);
});
