import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { logConfusionMatrix } from "./log_confusion_matrix.ts";

Deno.test("logConfusionMatrix() keeps a page that needs no network, and a picture", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const run = await fileTracker(root).startRun({ experiment: "sounds", name: "run" });
  await logConfusionMatrix(run, { confusion: [[2, 1], [0, 3]], labels: ["dog", "<rain>"] });
  const plots = join(root, run.experimentId, run.id, "artifacts", "plots");
  const page = await Deno.readTextFile(join(plots, "confusion_matrix.html"));
  assert.match(page, /<div class="plot" data-figure="0"/);
  assert.doesNotMatch(page, /<rain>|src="http|href="http/);
  assert.ok(page.length > 100_000, "Plotly lies inside");
  const picture = await Deno.readTextFile(join(plots, "confusion_matrix.svg"));
  assert.match(picture, /^<svg .*&lt;rain&gt;/s);
});
