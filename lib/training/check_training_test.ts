import assert from "node:assert/strict";
import { checkFit, checkTraining, trainingProblem } from "./check_training.ts";
import { makeSet } from "./test_sets.ts";

const TOO_FEW = /^Cannot hold out 0\.15 of \d+ clips to tell when to stop: each label has too few/;

Deno.test("checkTraining() needs clips enough in each fold, checkFit() in all of them together", () => {
  const twelve = makeSet({ clips: { dog: 6, owl: 6 } });
  checkFit(twelve, { kind: "mlp" });
  checkTraining(twelve, { kind: "logistic" }, 2);
  assert.throws(() => checkTraining(twelve, { kind: "mlp" }, 2), { message: TOO_FEW });
  checkTraining(makeSet({ clips: { dog: 20, owl: 20 } }), { kind: "mlp" }, 2);
});

Deno.test("checkFit() needs no folds, checkTraining() at least two", () => {
  const oneFold = makeSet({ clips: { dog: 6, owl: 6 }, foldOf: () => 1 });
  checkFit(oneFold, { kind: "mlp" });
  assert.throws(() => checkTraining(oneFold, {}, undefined), /all clips are in fold 1/);
});

Deno.test("trainingProblem() is what the check found, if anything", () => {
  const few = makeSet({ clips: { dog: 3, owl: 3 } });
  assert.match(trainingProblem(() => checkFit(few, { kind: "mlp" })) ?? "", TOO_FEW);
  assert.equal(trainingProblem(() => checkFit(few, { kind: "logistic" })), undefined);
  assert.throws(() => trainingProblem(() => assert.fail("a bug")), { message: "a bug" });
});
