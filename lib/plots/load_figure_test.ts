import assert from "node:assert/strict";
import { loadFigure } from "./load_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const ROUNDS = [
  { concurrency: 1, requestsPerSecond: 50, p50Ms: 20, p99Ms: 30 },
  { concurrency: 8, requestsPerSecond: 90, p50Ms: 85, p99Ms: 110 },
];

defineFigureTests({ load: loadFigure(ROUNDS) });

Deno.test("loadFigure() shows the usual and the slow answers of each level", () => {
  const { data } = loadFigure(ROUNDS);
  assert.deepEqual(data.map(({ x, y }) => [x, y]), [[[1, 8], [20, 85]], [[1, 8], [30, 110]]]);
});
