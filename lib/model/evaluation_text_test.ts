import assert from "node:assert/strict";
import { evaluateClassFilter } from "../evaluation/class_filter.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { classTable, foldNotes, headline } from "./evaluation_text.ts";

const clip = (id: string, label: string, ...probabilities: number[]) => {
  return { id, labels: label === "" ? [] : [label], probabilities };
};
const two = [clip("a", "dog", 0.9, 0.1), clip("b", "rain", 0.8, 0.2)];

Deno.test("classTable() has a row a class, and a dash for what is undefined", () => {
  assert.deepEqual(classTable(evaluate(two, ["dog", "rain"])), {
    header: ["class", "clips", "precision", "recall", "F1"],
    rows: [["dog", 1, "0.500", "1.000", "0.667"], ["rain", 1, "-", "0.000", "0.000"]],
  });
});

Deno.test("foldNotes() names the labels that only one fold has", () => {
  const fold = { trainingClips: 4, testClips: 2, history: [], bestEpoch: 1 };
  const folds = [
    { ...fold, fold: 1, unknownLabels: [] },
    { ...fold, fold: 2, unknownLabels: ["dog", "owl"] },
  ];
  assert.deepEqual(foldNotes({ predictions: [], folds }), [
    "Only fold 2 has clips of dog, owl: its head could not know them.",
  ]);
});

Deno.test("headline() of several classes is the accuracy", () => {
  assert.equal(
    headline(evaluate(two, ["dog", "rain"])),
    "accuracy 50.0 % (95 % interval 9.5 % to 90.5 %), 2 clips",
  );
});

Deno.test("headline() of yes or no starts with F1", () => {
  const f1 = "F1 1.000 (95 % interval 0.342 to 1.000)";
  const accuracy = "accuracy 100.0 % (95 % interval 20.7 % to 100.0 %)";
  const one = [clip("a", "dog", 0.9)];
  assert.equal(headline(evaluate(one, ["dog"])), `${f1}, ${accuracy}, 1 clip`);
  const filter = { classFilter: ["dog"], topN: 1 };
  const scored = [{ id: "a", labels: ["dog"], scores: [1] }];
  assert.equal(
    headline(evaluateClassFilter(scored, ["Dog"], filter)),
    `${f1}, ${accuracy}, 1 clip`,
  );
  assert.match(headline(evaluate([clip("a", "", 0.1)], ["dog"])), /^F1 undefined, accuracy 100/);
});

Deno.test("headline() of several labels a clip starts with the mean F1 of the classes", () => {
  const evaluation = evaluate(two, ["dog", "rain"], { task: "multi-label" });
  assert.match(headline(evaluation), /^macro F1 0\.333 \(95 % interval .*\), accuracy 50\.0 %/);
});
