import assert from "node:assert/strict";
import { MEL_BANDS, melBandOf } from "../backbone/mel_filterbank.ts";
import { durationsFigure } from "./durations_figure.ts";
import { embeddingMapFigure } from "./embedding_map_figure.ts";
import { foldBalanceFigure } from "./fold_balance_figure.ts";
import { logMelFigure } from "./log_mel_figure.ts";
import { loudnessFigure } from "./loudness_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const point = (group: string, x = 0) => ({ x, y: 1 / 3, group, name: `clip of ${group}` });

defineFigureTests({
  durations: durationsFigure([{ durationSeconds: 5, soundingSeconds: 1.2 }]),
  noDurations: durationsFigure([]),
  foldBalance: foldBalanceFigure([{ labels: ["dog"], fold: 1 }, { labels: [] }]),
  logMel: logMelFigure(new Float32Array(3 * MEL_BANDS), { durationSeconds: 0.02 }),
  loudness: loudnessFigure([{ name: "a", group: "dog", rmsDbfs: -20.123 }]),
  map: embeddingMapFigure([point("dog"), point("rain")], { title: "Clips" }),
  emptyMap: embeddingMapFigure([], { title: "Clips", axes: ["one", "two"] }),
});

Deno.test("durationsFigure() has some 25 bars of a round width, a whole step in the middle of one", () => {
  const clips = [0.3, 5, 7.2].map((durationSeconds) => ({ durationSeconds, soundingSeconds: 0 }));
  assert.deepEqual(durationsFigure(clips).data[0]?.["xbins"], {
    start: -0.25,
    end: 7.7,
    size: 0.5,
  });
});

Deno.test("foldBalanceFigure() counts classes in folds, folds in order, clips without one last", () => {
  const clip = (labels: string[], fold?: number) => ({ labels, fold });
  const figure = foldBalanceFigure([
    clip(["dog"]),
    clip(["dog"], 10),
    clip(["dog", "rain"], 2),
    clip(["rain"], 2),
    clip(["rain"], 10),
    clip(["rain"], 10),
  ]);
  assert.deepEqual(figure.data.map(({ name, x, y }) => [name, x, y]), [
    ["fold 2", [2, 1], ["rain", "dog"]],
    ["fold 10", [2, 1], ["rain", "dog"]],
    ["no fold", [0, 1], ["rain", "dog"]],
  ]);
});

Deno.test("logMelFigure() turns bands into rows, ends with the clip, and knows where 1 kHz is", () => {
  const logMel = Float32Array.from({ length: 5 * MEL_BANDS }, (_, i) => i);
  const { data: [heatmap], layout } = logMelFigure(logMel, { durationSeconds: 0.021 });
  const rows = heatmap?.["z"];
  assert.ok(Array.isArray(rows));
  assert.equal(rows.length, MEL_BANDS);
  assert.deepEqual(rows[1], [1, 65, 129]); // 10 ms each, the last one begun
  const axis = layout["yaxis"];
  assert.ok(axis && typeof axis === "object" && !Array.isArray(axis));
  const { tickvals, ticktext } = axis;
  assert.ok(Array.isArray(tickvals) && Array.isArray(ticktext));
  assert.equal(tickvals[ticktext.indexOf("1000")], melBandOf(1000));
});

Deno.test("embeddingMapFigure() has a trace for each group in natural order, then the rings", () => {
  const points = ["fold 10", "fold 2", "fold 10"].map((group) => point(group));
  const { data } = embeddingMapFigure(points, {
    title: "Clips",
    ringed: { name: "outliers", points: [point("fold 2", 4)] },
  });
  assert.deepEqual(data.map(({ name, x, text }) => [name, x, text]), [
    ["fold 2", [0], ["clip of fold 2"]],
    ["fold 10", [0, 0], ["clip of fold 10", "clip of fold 10"]],
    ["outliers", [4], ["clip of fold 2"]],
  ]);
});

Deno.test("embeddingMapFigure() tells fifty groups apart, with a row of the legend for each", () => {
  const points = Array.from({ length: 50 }, (_, i) => point(`class ${i}`));
  const { data, layout } = embeddingMapFigure(points, { title: "Clips" });
  const markers = new Set(data.map(({ marker }) => JSON.stringify(marker)));
  assert.equal(markers.size, 50);
  assert.ok(Number(layout["height"]) > 50 * 19);
});
