import assert from "node:assert/strict";
import { Random } from "../dataset/random.ts";
import { assertClose } from "./test_close.ts";
import { fitStandardizer, standardize } from "./standardizer.ts";

/** 200 clips whose features have these deviations around 5. */
function clipsWith(deviations: number[]): Float32Array[] {
  const random = new Random(2);
  const uniform = () => Math.sqrt(3) * (2 * random.uniform() - 1); // deviation 1
  return Array.from(
    { length: 200 },
    () => Float32Array.from(deviations, (deviation) => 5 + deviation * uniform()),
  );
}

const targets = new Uint8Array();
const fitTo = (clips: Float32Array[]) =>
  fitStandardizer(clips.map((features) => ({ features, targets })));

Deno.test("standardize() brings features of any size to mean 0 and deviation 1", () => {
  const clips = clipsWith([1, 3, 0.5]);
  const standardizer = fitTo(clips);
  const rows = clips.map((features) => {
    const out = new Float64Array(3);
    standardize(standardizer, features, out);
    return out;
  });
  for (const i of [0, 1, 2]) {
    const values = rows.map((row) => row[i] ?? NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    assertClose([mean, variance], [0, 1], 1e-5);
  }
});

Deno.test("fitStandardizer() amplifies no feature over ten times as much as the typical one", () => {
  const { scale } = fitTo(clipsWith([1, 1, 1, 1, 1e-4]));
  const typical = Math.sqrt(4 / 5);
  assert.ok(Math.abs((scale[4] ?? 0) - 10 / typical) < 1, `got ${scale[4]}`);
});

Deno.test("fitStandardizer() leaves a feature out that never changes", () => {
  assert.deepEqual([...fitTo(clipsWith([0, 0])).scale], [0, 0]);
  assert.equal(fitTo(clipsWith([1, 0])).scale[1], 0);
});
