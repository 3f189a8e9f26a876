import assert from "node:assert/strict";
import { crossValidate } from "./cross_validate.ts";
import { openFitPool } from "./fit_in_workers.ts";
import type { Epoch } from "./epoch.ts";
import { makeSet } from "./test_sets.ts";
import { trainHead } from "./train_head.ts";

const foldOf = (recording: number) => 1 + recording % 4;
const clips = { cat: 24, dog: 24, owl: 24 };
const set = makeSet({ clips, clipsPerRecording: 2, foldOf });
const mlp = { kind: "mlp", epochs: 8 } as const;

Deno.test("crossValidate() predicts every clip once, in order, by the head of its fold", async () => {
  const { predictions, folds } = await crossValidate(set);
  assert.deepEqual(predictions.map(({ id }) => id), set.samples.map(({ id }) => id));
  assert.deepEqual(predictions.map(({ fold }) => fold), set.samples.map(({ fold }) => fold));
  assert.deepEqual(
    folds.map(({ fold, trainingClips, testClips }) => [fold, trainingClips, testClips]),
    [
      [1, 54, 18],
      [2, 54, 18],
      [3, 54, 18],
      [4, 54, 18],
    ],
  );
  for (const { labels, probabilities } of predictions) {
    const best = Array.from(probabilities).indexOf(Math.max(...Array.from(probabilities)));
    assert.deepEqual(labels, [set.labels[best]]);
  }
});

Deno.test("crossValidate() is the same bit for bit with any number of workers, which stay for the next", async () => {
  const [one, three] = await Promise.all([1, 3].map(async (workers) => {
    using pool = await openFitPool(workers);
    const [once, again] = [
      await crossValidate(set, mlp, { pool }),
      await crossValidate(set, mlp, { pool }),
    ];
    assert.deepEqual(again, once);
    return once;
  }));
  assert.deepEqual(three, one);
});

Deno.test("crossValidate() never shows a head its test fold", async () => {
  const clean = await crossValidate(set, mlp);
  const spoiled = set.pooled.map((vector, i) =>
    set.samples[i]?.fold === 2 ? vector.map((value) => -50 * value) : vector
  );
  const other = await crossValidate({ ...set, pooled: spoiled }, mlp);
  assert.deepEqual(other.folds[1], clean.folds[1]); // neither training nor stopping saw fold 2
  assert.notDeepEqual(other.folds[0], clean.folds[0]);
});

Deno.test("crossValidate() guesses where labels have nothing to do with the clips", async () => {
  const random = makeSet({ clips: { a: 60, b: 60 }, distance: 0 });
  const { predictions } = await crossValidate(random);
  const right =
    predictions.filter(({ labels, probabilities }) =>
      labels[0] === ((probabilities[0] ?? 0) > 0.5 ? "a" : "b")
    ).length;
  assert.ok(right > 36 && right < 84, `${right} of 120 right`);
});

Deno.test("crossValidate() makes folds where there are none", async () => {
  const { folds } = await crossValidate(makeSet({ clips }));
  assert.deepEqual(folds.map(({ fold }) => fold), [1, 2, 3, 4, 5]);
});

Deno.test("crossValidate() tells each epoch of each fold once, in order", async () => {
  const told = new Map<number, Epoch[]>();
  const { folds } = await crossValidate(set, mlp, {
    onEpoch: (fold, epoch) => told.set(fold, [...told.get(fold) ?? [], epoch]),
  });
  for (const { fold, history } of folds) assert.deepEqual(told.get(fold), history);
});

Deno.test("crossValidate() reports a class that only the test fold has", async () => {
  const lonely = {
    ...set,
    samples: set.samples.map((sample) => {
      return sample.labels[0] === "owl" && sample.fold !== 3
        ? { ...sample, labels: ["dog"] }
        : sample;
    }),
  };
  const { folds } = await crossValidate(lonely);
  assert.deepEqual(folds.map(({ unknownLabels }) => unknownLabels), [[], [], ["owl"], []]);
});

Deno.test("crossValidate() refuses folds that leave one class to learn from", async () => {
  const pure = makeSet({ clips: { cat: 4, dog: 4 } });
  const samples = pure.samples.map((sample) => {
    return { ...sample, fold: sample.labels[0] === "cat" ? 1 : 2 };
  });
  await assert.rejects(crossValidate({ ...pure, samples }), {
    name: "RangeError",
    message:
      'Cannot test fold 1: all clips of the other folds are "dog", so that there is nothing to learn. Make folds that hold several classes each',
  });
});

Deno.test("trainHead() learns from all clips and repeats from its seed", async () => {
  const epochs: Epoch[] = [];
  const fitted = await trainHead(set, mlp, (epoch) => epochs.push(epoch));
  assert.deepEqual(epochs, fitted.history);
  assert.deepEqual(await trainHead(set, mlp), fitted);
  const logistic = await trainHead(set);
  assert.equal(logistic.head.pooling, "mean+max");
  assert.equal(logistic.history.at(-1)?.accuracy, 1);
});
