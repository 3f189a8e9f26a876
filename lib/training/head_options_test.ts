import assert from "node:assert/strict";
import { headOptions } from "./head_options.ts";

Deno.test("headOptions() fills in logistic regression on mean and maximum", () => {
  const { kind, pooling, l2, validationFraction } = headOptions();
  assert.deepEqual({ kind, pooling, l2, validationFraction }, {
    kind: "logistic",
    pooling: "mean+max",
    l2: 1,
    validationFraction: 0,
  });
});

Deno.test("headOptions() keeps what is given and takes undefined as not given", () => {
  const options = headOptions({ kind: "mlp", pooling: "max", epochs: 7, seed: undefined });
  assert.equal(options.pooling, "max");
  assert.equal(options.epochs, 7);
  assert.equal(options.seed, 42);
  assert.ok(options.validationFraction > 0);
});

Deno.test("headOptions() refuses values out of range with what was wanted", () => {
  assert.throws(() => headOptions({ epochs: 0 }), {
    name: "RangeError",
    message: "Cannot train with epochs 0: wanted a whole number from 1",
  });
  assert.throws(
    () => headOptions({ learningRate: NaN }),
    /learning rate NaN: wanted a number abov/,
  );
  assert.throws(() => headOptions({ l2: -1 }), /l2 -1: wanted a number from 0/);
  assert.throws(() => headOptions({ l2: Infinity }), /l2 Infinity/);
  assert.throws(() => headOptions({ batchSize: 1.5 }), /batch size 1.5/);
  assert.throws(() => headOptions({ validationFraction: 0.9 }), /from 0 to 0.5/);
  assert.throws(() => headOptions({ hiddenUnits: [128, 0] }), /hidden units 0: wanted whole numb/);
  assert.throws(() => headOptions({ hiddenUnits: [1e9] }), /from 1 to 4096/);
  assert.throws(() => headOptions({ dropout: 1 }), /dropout 1: wanted a number from 0, below 1/);
  assert.throws(() => headOptions({ seed: 0.5 }), /seed 0.5: wanted a whole number/);
});
