import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runPython } from "../../python/run_python.ts";
import { definePeerTest } from "../../python/test_peer.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { recordAndReadBack } from "../test_read_runs.ts";
import { fileTracker } from "./file_tracker.ts";

definePeerTest("MLflow's client reads what fileTracker() records", [], async (python) => {
  const root = join(await makeTempDir(), "my runs");
  // An experiment whose name YAML 1.1 would take for a truth value.
  await recordAndReadBack(fileTracker(root), pathToFileURL(root).href, "yes", python, "inf");
});

/** Makes an experiment, and deletes it and another one, as MLflow does. */
const PROGRAM = `
import os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
from mlflow.tracking import MlflowClient

client = MlflowClient(sys.argv[1])
if len(sys.argv) == 2:
    client.delete_experiment(client.get_experiment_by_name("ours").experiment_id)
    client.delete_experiment(client.create_experiment("from python"))
for experiment in client.search_experiments(order_by=["name"]):
    print(experiment.name, len(client.search_runs([experiment.experiment_id])))
`;

definePeerTest("fileTracker() restores what MLflow's client has deleted", [], async (python) => {
  const root = join(await makeTempDir(), "mlruns");
  const uri = pathToFileURL(root).href;
  const start = (experiment: string) => fileTracker(root).startRun({ experiment, name: "run" });
  await start("ours");
  assert.equal(await runPython(python, PROGRAM, [uri]), "Default 0\n");
  await start("ours");
  const { experimentId } = await start("from python");
  assert.match(experimentId, /^[0-9]{18}$/);
  const printed = await runPython(python, PROGRAM, [uri, "list"]);
  assert.equal(printed, "Default 0\nfrom python 1\nours 2\n");
});
