import assert from "node:assert/strict";
import { join } from "node:path";
import { clipsByLoudness, tinyBackbone } from "../model/test_parts.ts";
import { sha256 } from "../storage/sha256.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { trainAndRecord } from "./train_and_record.ts";

Deno.test("trainAndRecord() leaves a model package and a run that holds the same model", () =>
  withEmptyCache(async () => {
    const folder = await makeTempDir();
    const dataset = await clipsByLoudness();
    const { digest, experimentId, runId } = await trainAndRecord(
      fileTracker(join(folder, "mlruns")),
      dataset,
      tinyBackbone(),
      { out: join(folder, "model"), experiment: "tests", target: "soft" },
    );
    const run = join(folder, "mlruns", experimentId, runId);
    for (const model of [join(folder, "model"), join(run, "artifacts/model")]) {
      assert.equal(sha256(await Deno.readFile(join(model, "model.onnx"))), digest);
    }
    const recorded = (file: string) => Deno.readTextFile(join(run, file));
    assert.equal(await recorded("params/target"), "soft");
    assert.equal(await recorded("tags/data_hash"), dataset.dataHash);
    assert.equal(await recorded("tags/mlflow.runName"), `${dataset.name}-soft logistic`);
    assert.match(await recorded("metrics/fit/loss"), /^\d+ [\d.e-]+ 1\n/);
    assert.match(await recorded("meta.yaml"), /^status: 3$/m);
  }));
