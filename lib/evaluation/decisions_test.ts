import assert from "node:assert/strict";
import type { Prediction } from "../training/prediction.ts";
import { decide, type Task } from "./decisions.ts";

const LABELS = ["dog", "rain", "rooster"];

function clip(labels: string[], probabilities: ArrayLike<number>, id = "clip.wav"): Prediction {
  return { id, labels, probabilities };
}

Deno.test("decide() takes the most probable class, and the first at a tie", () => {
  const [right, tie] = decide(
    [
      clip(["rain"], new Float32Array([0.25, 0.5, 0.25]), "a"),
      clip(["rain"], [0.4, 0.4, 0.2], "b"),
    ],
    LABELS,
    "multi-class",
  );
  assert.deepEqual([right?.predicted, right?.correct, right?.confidence], [[1], true, 0.5]);
  assert.deepEqual([tie?.predicted, tie?.correct], [[0], false]);
});

Deno.test("decide() takes each class from 0.5 on where classes are decided one by one", () => {
  const [both, wrong] = decide(
    [
      clip(["rain", "dog"], [0.5, 0.9, 0.2], "a"),
      clip([], [0.1, 0.7, 0.4], "b"),
    ],
    LABELS,
    "multi-label",
  );
  assert.deepEqual([both?.truth, both?.predicted, both?.correct, both?.confidence], [
    [1, 0],
    [0, 1],
    true,
    0.5,
  ]);
  assert.deepEqual([wrong?.predicted, wrong?.correct, wrong?.confidence], [[1], false, 0.7]);
});

Deno.test("decide() tells how sure the surest of several wrong decisions was", () => {
  const [decision] = decide([clip(["dog"], [0.1, 0.6, 0.3])], LABELS, "multi-label");
  assert.equal(decision?.confidence, 0.9);
});

Deno.test("decide() counts every other label as the rest where there is one class", () => {
  const decisions = decide(
    [clip(["dog"], [0.9], "a"), clip(["rain"], [0.1], "b"), clip([], [0.2], "c")],
    ["dog"],
    "binary",
  );
  assert.deepEqual(decisions.map(({ truth, correct }) => [truth, correct]), [[[0], true], [
    [],
    true,
  ], [[], true]]);
});

Deno.test("decide() keeps a clip's fold, and forgives the last digit of a float32 softmax", () => {
  const [decision] = decide(
    [{ ...clip(["dog"], [1.0000001, 0, 0]), fold: 2 }],
    LABELS,
    "multi-class",
  );
  assert.equal(decision?.fold, 2);
  assert.equal(decision?.confidence, 1);
});

const REFUSED: {
  name: string;
  predictions: Prediction[];
  labels?: string[];
  task?: Task;
  message: RegExp;
}[] = [
  { name: "no predictions", predictions: [], message: /no predictions: wanted at least one clip/ },
  {
    name: "a missing probability",
    predictions: [clip(["dog"], [0.5, 0.5])],
    message: /clip clip\.wav: wanted 3 probabilities, one a label, got 2/,
  },
  {
    name: "NaN",
    predictions: [clip(["dog"], [NaN, 0.5, 0.5])],
    message: /wanted probabilities from 0 to 1, got NaN/,
  },
  { name: "a logit", predictions: [clip(["dog"], [3.2, 0, 0])], message: /from 0 to 1, got 3\.2/ },
  {
    name: "a negative probability",
    predictions: [clip(["dog"], [-0.1, 0.6, 0.5])],
    message: /got -0\.1/,
  },
  {
    name: "an unknown label",
    predictions: [clip(["cat"], [1, 0, 0])],
    message: /its label "cat" is not one of the model's: dog, rain, rooster/,
  },
  {
    name: "two labels in one",
    predictions: [clip(["dog", "rain"], [1, 0, 0])],
    message: /exactly one true label, got 2; multi-label data needs the task "multi-label"/,
  },
  {
    name: "no label",
    predictions: [clip([], [1, 0, 0])],
    message: /exactly one true label, got 0/,
  },
  {
    name: "a clip twice",
    predictions: [clip(["dog"], [1, 0, 0]), clip(["dog"], [1, 0, 0])],
    message: /clip clip\.wav: it appears twice/,
  },
  {
    name: "no labels to choose from",
    predictions: [clip(["dog"], [])],
    labels: [],
    message: /wanted at least one and each once/,
  },
  {
    name: "a label twice",
    predictions: [clip(["dog"], [1, 0])],
    labels: ["dog", "dog"],
    message: /each once, got "dog, dog"/,
  },
  {
    name: "two labels against the rest",
    predictions: [clip(["dog"], [1, 0])],
    labels: ["dog", "rain"],
    task: "binary",
    message: /wanted one label, got 2/,
  },
];

for (const { name, predictions, labels = LABELS, task = "multi-class", message } of REFUSED) {
  Deno.test(`decide() refuses ${name}`, () => {
    assert.throws(() => decide(predictions, labels, task), { name: "RangeError", message });
  });
}
