import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runPython } from "../python/run_python.ts";
import { definePeerTest } from "../python/test_peer.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { listRuns } from "./list_runs.ts";
import { readMetrics } from "./read_metrics.ts";
import { readRun } from "./read_run.ts";

/** Records with MLflow's own client, and prints the ids of the runs. */
const PROGRAM = `
import os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["LOGNAME"] = "ada"
import mlflow
from mlflow.data.dataset_source_registry import resolve_dataset_source
from mlflow.data.meta_dataset import MetaDataset
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient

mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("1e3")
client = MlflowClient()
with mlflow.start_run(run_name="12:30", description="two\\nlines") as run:
    run_id = run.info.run_id
    mlflow.log_params({"a/b": "Schnürsenkel\\n", "empty": "", "rate": 1e-5})
    mlflow.log_metrics({"loss": 0.1 + 0.2}, step=3)
    mlflow.log_metrics({"loss": float("inf"), "train/nan": float("nan")}, step=-1)
    client.log_batch(run_id, metrics=[Metric("tiny", 1e-07, 1700000000000, 5), Metric("tiny", -float("inf"), 1700000000001, 6)])
    source = resolve_dataset_source("/data/esc10")
    mlflow.log_input(MetaDataset(source, name="2024", digest="1e5"), context="training")
    mlflow.log_text("hello", "notes/hello.txt")
mlflow.start_run(run_name="failed")
mlflow.end_run("FAILED")
with mlflow.start_run() as deleted:
    pass
client.delete_run(deleted.info.run_id)
client.create_experiment("empty")
client.delete_experiment(client.create_experiment("gone"))
print(run_id, end="")
`;

definePeerTest(
  "A file store that Python's MLflow has written is read as it is",
  [],
  async (python) => {
    const root = join(await makeTempDir(), "my runs");
    const id = await runPython(python, PROGRAM, [pathToFileURL(root).href]);

    const { runs, damaged } = await listRuns(root);
    assert.deepEqual(damaged, []);
    assert.deepEqual(
      runs.map(({ name, experiment, status, userId }) => ({ name, experiment, status, userId })),
      [
        { name: "12:30", experiment: "1e3", status: "FINISHED", userId: "ada" },
        { name: "failed", experiment: "1e3", status: "FAILED", userId: "ada" },
      ],
    );
    const [run] = runs;
    assert.ok(run?.endTimeMs !== undefined && run.endTimeMs >= run.startTimeMs);
    assert.equal(run.id, id);

    const { tags, inputs, ...content } = await readRun(run);
    assert.deepEqual(content, {
      folder: run.folder,
      params: [
        { key: "a/b", value: "Schnürsenkel\n" },
        { key: "empty", value: "" },
        { key: "rate", value: "1e-05" },
      ],
      metricCount: 5,
      artifacts: join(run.folder, "artifacts"),
    });
    const tag = (wanted: string) => tags.find(({ key }) => key === wanted)?.value;
    assert.deepEqual([tag("mlflow.note.content"), tag("mlflow.runName")], [
      "two\nlines",
      undefined,
    ]);
    assert.deepEqual(inputs, [{
      tags: [{ key: "mlflow.data.context", value: "training" }],
      dataset: {
        name: "2024",
        digest: "1e5",
        source_type: "local",
        source: '{"uri": "/data/esc10"}',
      },
    }]);
    const metrics = await Array.fromAsync(readMetrics(run.folder));
    assert.deepEqual(metrics.map(({ key, value, step }) => [key, value, step]), [
      ["loss", 0.1 + 0.2, 3],
      ["loss", "Infinity", -1],
      ["tiny", 1e-7, 5],
      ["tiny", "-Infinity", 6],
      ["train/nan", "NaN", -1],
    ]);
    assert.deepEqual(metrics.slice(2, 4).map(({ timestamp }) => timestamp), [
      1700000000000,
      1700000000001,
    ]);
  },
);
