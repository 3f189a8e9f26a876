import assert from "node:assert/strict";
import { evaluate } from "../evaluation/evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "../evaluation/prediction_test_data.ts";
import { classBalanceFigure } from "./class_balance_figure.ts";
import { confusionMatrixFigure } from "./confusion_matrix_figure.ts";
import { precisionRecallFigure, rocFigure } from "./curve_figures.ts";
import { evaluationFigures } from "./evaluation_section.ts";
import { timelineFigure } from "./timeline_figure.ts";
import { waveformFigure } from "./waveform_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const EVALUATION = evaluate(examplePredictions(), EXAMPLE_LABELS);

defineFigureTests({
  ...Object.fromEntries(
    evaluationFigures(EVALUATION).map((figure, index) => [`evaluation ${index}`, figure]),
  ),
  classBalance: classBalanceFigure([["dog"], ["dog", "rain"], []]),
  waveform: waveformFigure(new Float32Array([0, 0.5, -0.5]), 16_000),
  emptyWaveform: waveformFigure(new Float32Array(0), 16_000),
  timeline: timelineFigure(new Float32Array([0.9, 0.1]), ["dog", "rain"], { durationSeconds: 0.5 }),
});

Deno.test("evaluationFigures() has seven of a cross-validated classifier", () => {
  assert.equal(evaluationFigures(EVALUATION).length, 7);
});

Deno.test("confusionMatrixFigure() colours by the part of the true class and writes each count", () => {
  const figure = confusionMatrixFigure([[3, 1], [0, 0]], ["dog", "rain"]);
  assert.deepEqual(figure.data[0]?.["z"], [[0.75, 0.25], [0, 0]]);
  const annotations = figure.layout["annotations"];
  assert.ok(Array.isArray(annotations));
  assert.deepEqual(annotations, [
    { x: 0, y: 0, text: "3", showarrow: false, font: { size: 12, color: "#ffffff" } },
    { x: 1, y: 0, text: "1", showarrow: false, font: { size: 12 } },
  ]);
});

Deno.test("rocFigure() and precisionRecallFigure() leave out classes without a curve", () => {
  const { classes } = evaluate([
    { id: "a", labels: ["dog"], probabilities: [0.9, 0.1, 0] },
    { id: "b", labels: ["rain"], probabilities: [0.2, 0.8, 0] },
  ], ["dog", "rain", "rooster"]);
  assert.deepEqual(rocFigure(classes).data.map(({ name }) => name), [
    "dog (1.000)",
    "rain (1.000)",
    "guessing (0.500)",
  ]);
  assert.deepEqual(precisionRecallFigure(classes).data.map(({ name }) => name), [
    "dog (1.000)",
    "rain (1.000)",
  ]);
});

Deno.test("timelineFigure() shows the classes of highest mean, the best first", () => {
  const scores = new Float32Array([0.1, 0.5, 0.3, 0.2, 0.6, 0.4]);
  const [heatmap] =
    timelineFigure(scores, ["dog", "rain", "rooster"], { durationSeconds: 1.4 }).data;
  assert.deepEqual(heatmap?.["y"], ["rain", "rooster", "dog"]);
  assert.deepEqual(heatmap?.["x"], [0, 0.48]);
});

Deno.test("waveformFigure() keeps the peaks of a long clip in few points", () => {
  const waveform = new Float32Array(160_000);
  waveform[77_777] = 0.875;
  const [low, high] = waveformFigure(waveform, 16_000).data;
  const values = high?.["y"];
  assert.ok(Array.isArray(values) && values.length <= 1200);
  assert.equal(Math.max(...values.map(Number)), 0.875);
  assert.ok(Array.isArray(low?.["y"]) && low["y"].every((value) => value === 0));
});
