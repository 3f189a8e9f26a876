import assert from "node:assert/strict";
import { join } from "node:path";
import { openModel } from "../model/open_model.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { modelRegistry } from "./model_registry.ts";
import { makePackage } from "./models/test_model_package.ts";

Deno.test("modelRegistry() finds the model of a run in the file store", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const run = await fileTracker(root).startRun({ experiment: "esc10", name: "first" });
  const { folder, digest } = await makePackage();
  assert.equal(await run.logModel(folder), undefined);
  const registry = modelRegistry(root);
  using model = await openModel(`runs:/${run.id}/model`, { registry, workers: 1 });
  assert.deepEqual([model.name, model.version, model.digest], ["three sounds", undefined, digest]);
  await assert.rejects(openModel(`runs:/${run.id}/none`, { registry }), {
    message:
      `Cannot open the model runs:/${run.id}/none: the run has no artifact "none"; the run has: model`,
  });
  await assert.rejects(
    openModel("runs:/abc/model", { registry }),
    /: there is no run abc in .*mlruns\. MLFLOW_TRACKING_URI names the server or folder that has it$/,
  );
  await assert.rejects(openModel(`runs:/${run.id}/../model`, { registry }), /Cannot read "runs:/);
});

Deno.test("modelRegistry() says that registered models need a server", async () => {
  const registry = modelRegistry("mlruns");
  for (const uri of ["models:/yard@champion", "models:/yard/3", "models:/m-abc"]) {
    await assert.rejects(openModel(uri, { registry }), {
      message:
        `Cannot open the model ${uri}: MLflow's model registry needs a server: wanted its address in MLFLOW_TRACKING_URI, such as http://127.0.0.1:5000; got mlruns`,
    });
  }
});
