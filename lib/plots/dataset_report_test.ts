import assert from "node:assert/strict";
import { soundClips } from "../dataset/checks/clip_facts_test_data.ts";
import { datasetReportHtml } from "./dataset_report.ts";
import { datasetFigures } from "./dataset_report_figures.ts";
import { exampleDatasetReport } from "./dataset_report_test_data.ts";
import { splitBalanceFigure } from "./fold_balance_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const [classes, folds, splits, durations, loudness] = datasetFigures(exampleDatasetReport().clips);
assert.ok(classes && folds && splits && durations && loudness);
defineFigureTests({ classes, folds, splits, durations, loudness });

Deno.test("datasetReportHtml() shows findings, figures and classes, and escapes names", async () => {
  const report = exampleDatasetReport();
  const html = await datasetReportHtml(report);
  assert.equal(html.match(/data-figure=/g)?.length, 5 + report.spectrograms.length);
  assert.match(html, /<b>Error.<\/b> 1 sound in several folds or splits.*dog\/1 = copy/);
  assert.match(html, /<b>Warning.<\/b> 1 clip with no sample above -60 dBFS<br><small>silent</);
  assert.match(html, /<td class="words">sea waves<\/td><td>20<\/td><td>20<\/td>/);
  assert.ok(!html.includes("<script>throw"));
});

Deno.test("datasetReportHtml() says where nothing was found", async () => {
  const html = await datasetReportHtml({ ...exampleDatasetReport(), findings: [] });
  assert.match(html, /Nothing. That is no promise/);
});

Deno.test("datasetFigures() stays drawable with hundreds of classes and many clips", () => {
  const clips = soundClips(Array.from({ length: 300 }, (_, i) => `class ${i}`));
  const [balance, , loudness] = datasetFigures(clips);
  const length = (values: unknown) => Array.isArray(values) ? values.length : 0;
  assert.equal(length(balance?.data[0]?.["y"]), 60);
  assert.equal(length(loudness?.data[0]?.["x"]), 60 * 20);
  const many = datasetFigures(Array.from({ length: 5 }, () => clips.slice(0, 1000)).flat());
  assert.equal(length(many.at(-1)?.data[0]?.["x"]), 2500);
});

Deno.test("splitBalanceFigure() counts classes in splits, clips without one last", () => {
  const clip = (labels: string[], split?: string) => ({ labels, split });
  const clips = [clip(["dog"]), clip(["dog"], "train"), clip(["rain"], "test")];
  assert.deepEqual(splitBalanceFigure(clips).data.map(({ name, x }) => [name, x]), [
    ["test", [0, 1]],
    ["train", [1, 0]],
    ["no split", [1, 0]],
  ]);
});
