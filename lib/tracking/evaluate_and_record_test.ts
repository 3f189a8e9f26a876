import assert from "node:assert/strict";
import { join } from "node:path";
import { openModel } from "../model/open_model.ts";
import { clipsByLoudness, tinyBackbone } from "../model/test_parts.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { evaluateAndRecord } from "./evaluate_and_record.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { trainAndRecord } from "./train_and_record.ts";

Deno.test("evaluateAndRecord() leaves a report and a run that holds the same report", () =>
  withEmptyCache(async () => {
    const folder = await makeTempDir();
    const dataset = await clipsByLoudness();
    const tracker = fileTracker(join(folder, "mlruns"));
    const [experiment, out, report] = ["tests", join(folder, "model"), join(folder, "report")];
    await trainAndRecord(tracker, dataset, tinyBackbone(), { out, experiment });
    using model = await openModel(out, { workers: 1 });
    const { experimentId, runId, evaluation, metrics } = await evaluateAndRecord(
      tracker,
      model,
      dataset,
      { out: report, experiment, target: "soft", gitSha: "e1a7fbd" },
    );
    assert.equal(evaluation.seen?.count, 18);
    assert.deepEqual(
      JSON.parse(await Deno.readTextFile(join(report, "metrics.json"))),
      metrics,
    );
    const run = join(folder, "mlruns", experimentId, runId);
    const recorded = (file: string) => Deno.readTextFile(join(run, file));
    for (const file of ["metrics.json", "predictions.json", "report.html"]) {
      assert.equal(
        await recorded(`artifacts/evaluation/${file}`),
        await Deno.readTextFile(join(report, file)),
      );
    }
    assert.equal(await recorded("params/target"), "soft");
    assert.equal(await recorded("params/model_digest"), model.digest);
    assert.equal(await recorded("tags/git_sha"), "e1a7fbd");
    assert.match(await recorded("metrics/seen_accuracy"), /^\d+ [\d.]+ 0\n$/);
    assert.match(await recorded("meta.yaml"), /^status: 3$/m);
  }));
