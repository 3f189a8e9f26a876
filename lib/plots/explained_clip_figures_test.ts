import assert from "node:assert/strict";
import { frameScoresFigure } from "./frame_scores_figure.ts";
import { occlusionFigure } from "./occlusion_figure.ts";
import { stackFigures } from "./stack_figures.ts";
import { waveformFigure } from "./waveform_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const SCORES = frameScoresFigure(
  new Float32Array([0.1, 0.5, 0.3, 0.2, 0.6, 0.4]),
  ["dog", "rain", "rooster"],
  { durationSeconds: 1.4 },
);

const OCCLUSION = occlusionFigure({
  classIndex: 0,
  probability: 0.75,
  windows: [
    { startSeconds: 0, endSeconds: 0.5, probability: 0.25, drop: 0.5 },
    { startSeconds: 0.25, endSeconds: 0.75, probability: 0.875, drop: -0.125 },
  ],
}, "dog");

const STACK = stackFigures("Heard", [waveformFigure(new Float32Array(16), 16_000), SCORES, {
  data: [{ type: "heatmap", z: [[1]], colorbar: { thickness: 12 } }],
  layout: { height: 300, yaxis: { title: "Hz" }, xaxis: { title: "seconds" } },
}]);

defineFigureTests({
  frameScores: SCORES,
  occlusion: OCCLUSION,
  occlusionOfNothing: occlusionFigure({ classIndex: 0, probability: 1, windows: [] }, "dog"),
  stack: STACK,
});

Deno.test("frameScoresFigure() draws the classes of highest mean in the middle of each frame", () => {
  const [first] = SCORES.data;
  assert.deepEqual(SCORES.data.map(({ name }) => name), ["rain", "rooster", "dog"]);
  assert.deepEqual(first?.["y"], [0.5, Math.fround(0.6)]);
  assert.deepEqual(first?.["x"], [0.975 / 2, (0.48 + 1.4) / 2]);
});

Deno.test("occlusionFigure() draws a bar for each window, another colour where silence helps", () => {
  const [bars] = OCCLUSION.data;
  assert.deepEqual(bars?.["x"], [0.25, 0.5]);
  assert.deepEqual(bars?.["y"], [0.5, -0.125]);
  const marker = bars?.["marker"];
  assert.ok(typeof marker === "object" && marker !== null && !Array.isArray(marker));
  assert.equal(new Set(Array.isArray(marker["color"]) ? marker["color"] : []).size, 2);
});

Deno.test("stackFigures() puts rows above each other by their heights, on the last one's x axis", () => {
  const domains = ["yaxis", "yaxis2", "yaxis3"].map((name) => {
    const axis = STACK.layout[name];
    assert.ok(typeof axis === "object" && axis !== null && !Array.isArray(axis));
    assert.ok(Array.isArray(axis["domain"]));
    return axis["domain"].map(Number);
  });
  const pixels = domains.map(([bottom = 0, top = 0]) => (top - bottom) * (140 + 200 + 200 + 48));
  assert.deepEqual(pixels.map(Math.round), [140, 200, 200]);
  assert.equal(domains[0]?.[1], 1);
  assert.equal(domains[2]?.[0], 0);
  assert.equal(STACK.layout["height"], 140 + 200 + 200 + 48 + 100);
  assert.deepEqual(STACK.layout["xaxis"], { title: "seconds", anchor: "y3" });
});

Deno.test("stackFigures() keeps traces, legends and colour bars beside their own row", () => {
  assert.deepEqual(STACK.data.map(({ yaxis }) => yaxis), ["y", "y", "y2", "y2", "y2", "y3"]);
  assert.deepEqual(STACK.data.map(({ showlegend }) => showlegend), [
    false,
    false,
    true,
    true,
    true,
    false,
  ]);
  const colorbar = STACK.data[5]?.["colorbar"];
  assert.ok(typeof colorbar === "object" && colorbar !== null && !Array.isArray(colorbar));
  assert.equal(colorbar["thickness"], 12);
  assert.equal(colorbar["y"], 100 / 588);
});
