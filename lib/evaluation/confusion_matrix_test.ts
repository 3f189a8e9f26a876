import assert from "node:assert/strict";
import fc from "fast-check";
import { confusionMatrix } from "./confusion_matrix.ts";

Deno.test("confusionMatrix() has true classes as rows and predicted ones as columns", () => {
  assert.deepEqual(confusionMatrix([0, 0, 1, 2], [0, 1, 1, 0], 3), [[1, 1, 0], [0, 1, 0], [
    1,
    0,
    0,
  ]]);
});

Deno.test("confusionMatrix() has each class's support as row sum and its predictions as column sum", () => {
  const index = fc.nat({ max: 4 });
  fc.assert(fc.property(fc.array(fc.tuple(index, index)), (clips) => {
    const truth = clips.map(([of]) => of);
    const predicted = clips.map(([, as]) => as);
    const matrix = confusionMatrix(truth, predicted, 5);
    for (let of = 0; of < 5; of++) {
      const row = matrix[of]?.reduce((total, count) => total + count, 0);
      const column = matrix.reduce((total, counts) => total + (counts[of] ?? NaN), 0);
      assert.equal(row, truth.filter((other) => other === of).length);
      assert.equal(column, predicted.filter((other) => other === of).length);
    }
  }));
});

Deno.test("confusionMatrix() refuses an index that is no class", () => {
  assert.throws(
    () => confusionMatrix([0], [3], 3),
    /Cannot count clip 0: wanted two class indices below 3, got 0 and 3/,
  );
  assert.throws(() => confusionMatrix([0], [], 3), /got 0 and undefined/);
});
