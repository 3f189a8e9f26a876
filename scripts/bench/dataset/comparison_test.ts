import assert from "node:assert/strict";
import { comparisonText } from "./comparison.ts";
import type { MeasuredRun } from "./measured_run.ts";

const run = (seconds: number, peakMiB: number): MeasuredRun => ({
  exitCode: 0,
  seconds,
  cpuSeconds: 2 * seconds,
  peakMiB,
  peakRssMiB: 2 * peakMiB,
});

Deno.test("comparisonText() says which goals are met, by the median of the rounds' ratios", () => {
  const text = comparisonText([
    {
      source: "folder",
      clips: 100,
      ours: [run(1, 40), run(2, 60), run(10, 50)],
      python: [run(2, 100), run(3, 90), run(11, 100)],
    },
    { source: "folder", clips: 1000, ours: [run(25, 60)], python: [run(40, 100)] },
  ]);
  assert.match(
    text,
    /folder, 100: 1\.50x the files\/s, goal 1\.5x met; 0\.60x .* goal 0\.5x MISSED/,
  );
  assert.match(text, /folder, from 100 to 1000 clips: -20 % .* goal no less than -10 % MISSED/);
});
