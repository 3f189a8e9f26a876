import assert from "node:assert/strict";
import {
  balancedAccuracy,
  countClasses,
  macroAverage,
  microAverage,
  weightedAverage,
} from "./class_counts.ts";

/** Three classes: dog 3 clips, rain 1, rooster 0 and never predicted; one dog was taken for rain. */
const COUNTS = countClasses([
  { truth: [0], predicted: [0] },
  { truth: [0], predicted: [0] },
  { truth: [0], predicted: [1] },
  { truth: [1], predicted: [1] },
], 3);

Deno.test("countClasses() counts support, predictions and hits", () => {
  assert.deepEqual(COUNTS, [
    { support: 3, predicted: 2, truePositives: 2 },
    { support: 1, predicted: 2, truePositives: 1 },
    { support: 0, predicted: 0, truePositives: 0 },
  ]);
});

Deno.test("countClasses() takes any number of classes a clip", () => {
  assert.deepEqual(
    countClasses([{ truth: [0, 1], predicted: [1] }, { truth: [], predicted: [0, 1] }], 2),
    [
      { support: 1, predicted: 1, truePositives: 0 },
      { support: 1, predicted: 2, truePositives: 1 },
    ],
  );
});

Deno.test("macroAverage() leaves out a class without clips and predictions", () => {
  assert.deepEqual(macroAverage(COUNTS), {
    precision: (1 + 1 / 2) / 2,
    recall: (2 / 3 + 1) / 2,
    f1: (4 / 5 + 2 / 3) / 2,
  });
});

Deno.test("macroAverage() counts a class that is never predicted as precision 0", () => {
  const counts = [{ support: 2, predicted: 2, truePositives: 2 }, {
    support: 1,
    predicted: 0,
    truePositives: 0,
  }];
  assert.deepEqual(macroAverage(counts), { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 });
});

Deno.test("macroAverage() counts a class that is only predicted, never true, as 0", () => {
  const counts = [
    { support: 2, predicted: 1, truePositives: 1 },
    { support: 0, predicted: 1, truePositives: 0 },
  ];
  assert.deepEqual(macroAverage(counts), { precision: 1 / 2, recall: 1 / 4, f1: 1 / 3 });
});

Deno.test("weightedAverage() weighs classes by their clips, microAverage() takes all decisions together", () => {
  assert.equal(weightedAverage(COUNTS).recall, (3 * (2 / 3) + 1) / 4);
  assert.deepEqual(microAverage(COUNTS), { precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 });
});

Deno.test("balancedAccuracy() is the mean recall of the classes that have clips", () => {
  assert.equal(balancedAccuracy(COUNTS), (2 / 3 + 1) / 2);
  assert.equal(balancedAccuracy([{ support: 0, predicted: 1, truePositives: 0 }]), null);
});
