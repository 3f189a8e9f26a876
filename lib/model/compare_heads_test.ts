import assert from "node:assert/strict";
import { withEmptyCache } from "../storage/test_environment.ts";
import { embedTrainingSet } from "../training/training_set.ts";
import { compareHeads } from "./compare_heads.ts";
import { clipsByLoudness, tinyBackbone } from "./test_parts.ts";
import { trainModel } from "./train_model.ts";

Deno.test("compareHeads() measures each head on the same folds, as a training measures it", () =>
  withEmptyCache(async () => {
    const [dataset, backbone] = [await clipsByLoudness(), tinyBackbone()];
    const heads = [{ pooling: "mean" }, { kind: "mlp", epochs: 3, validationFraction: 0 }] as const;
    const steps: number[] = [];
    const compared = await compareHeads(await embedTrainingSet(dataset, backbone), heads, {
      folds: 4,
      onHead: ({ length }) => steps.push(length),
    });
    assert.deepEqual(steps, [1, 2]);
    assert.deepEqual(compared.map(({ options }) => options.kind), ["logistic", "mlp"]);
    assert.ok(compared.every(({ seconds }) => seconds > 0));
    const foldsOf = (index: number) =>
      compared[index]?.crossValidation.predictions.map(({ fold }) => fold);
    assert.deepEqual(foldsOf(1), foldsOf(0));
    for (const [index, head] of heads.entries()) {
      const trained = await trainModel(dataset, backbone, { head, folds: 4 });
      assert.deepEqual(compared[index]?.evaluation, trained.evaluation);
    }
  }));

Deno.test("compareHeads() refuses a bad option of the last head before it trains the first", () =>
  withEmptyCache(async () => {
    const set = await embedTrainingSet(await clipsByLoudness(), tinyBackbone());
    const onHead = () => assert.fail("a head was trained");
    await assert.rejects(compareHeads(set, [{}, { l2: -1 }], { onHead }), {
      message: "Cannot train with l2 -1: wanted a number from 0",
    });
  }));
