import assert from "node:assert/strict";
import { type ComparedHead, compareHeads } from "../model/compare_heads.ts";
import type { Epoch } from "../training/epoch.ts";
import { headOptions } from "../training/head_options.ts";
import { assertClose } from "../training/test_close.ts";
import { makeSet } from "../training/test_sets.ts";
import type { Figure } from "./figure.ts";
import { headsFigure } from "./heads_figure.ts";
import { headsTable } from "./heads_table.ts";
import { learningCurvesFigure } from "./learning_curves_figure.ts";
import { sweepFigure } from "./sweep_figure.ts";

const SET = makeSet({
  clips: { cat: 12, dog: 12 },
  distance: 0.5,
  foldOf: (recording) => recording % 2,
});
const HEADS = await compareHeads(SET, [
  { l2: 0.1 },
  { kind: "mlp", pooling: "max", epochs: 2, l2: 10 },
]);

const history = (losses: number[], isValidated = false): Epoch[] =>
  losses.map((loss, index) => ({
    epoch: index + 1,
    loss,
    accuracy: 0.5,
    learningRate: 0.1,
    ...(isValidated && { validationLoss: 2 * loss }),
  }));

function assertPlainJson(figure: Figure): void {
  assert.deepEqual(JSON.parse(JSON.stringify(figure)), figure);
  assert.equal(figure.layout["paper_bgcolor"], "rgba(0,0,0,0)");
}

Deno.test("learningCurvesFigure() draws what there is of each fit, training loss where nothing is held out", () => {
  const figure = learningCurvesFigure([
    { name: "fold 1", history: history([1, 0.5]) },
    { name: "fold 2", history: history([]) },
  ]);
  assertPlainJson(figure);
  assert.deepEqual(figure.data.map(({ name, x, y }) => ({ name, x, y })), [
    { name: "fold 1", x: [1, 2], y: [1, 0.5] },
    { name: "fold 2", x: [], y: [] },
  ]);
});

Deno.test("learningCurvesFigure() draws clips held out solid and training clips dotted, in one colour", () => {
  const figure = learningCurvesFigure([{ name: "fold 1", history: history([1, 0.5], true) }]);
  assertPlainJson(figure);
  const [heldOut, training] = figure.data;
  assert.deepEqual(heldOut?.["y"], [2, 1]);
  assert.deepEqual(training?.["y"], [1, 0.5]);
  const { color } = Object(heldOut?.["line"]);
  assert.deepEqual(heldOut?.["line"], { color, dash: "solid", width: 2 });
  assert.deepEqual(training?.["line"], { color, dash: "dot", width: 1.5 });
});

Deno.test("headsFigure() shows each head's accuracy inside of its interval, a colour for each kind", () => {
  const figure = headsFigure(HEADS);
  assertPlainJson(figure);
  assert.deepEqual(figure.data.map(({ name, x, y }) => ({ name, x, y })), [
    { name: "logistic", x: [HEADS[0]?.evaluation.accuracy], y: ["logistic, mean+max"] },
    { name: "mlp", x: [HEADS[1]?.evaluation.accuracy], y: ["mlp, max"] },
  ]);
  const { array, arrayminus } = Object(figure.data[0]?.["error_x"]);
  const { accuracy, accuracyInterval } = HEADS[0]?.evaluation ?? {};
  assert.deepEqual([arrayminus[0], array[0]], [
    (accuracy ?? 0) - (accuracyInterval?.low ?? 0),
    (accuracyInterval?.high ?? 0) - (accuracy ?? 0),
  ]);
});

Deno.test("headsTable() has the options that tell heads apart, and the figures of each", () => {
  const { header, rows } = headsTable(HEADS, ["kind", "l2"]);
  assert.deepEqual(header.slice(0, 4), ["head", "L2", "accuracy", "95 % interval"]);
  assert.deepEqual(rows.map((row) => row.slice(0, 2)), [["logistic", 0.1], ["mlp", 10]]);
  const { accuracy, count } = HEADS[0]?.evaluation ?? { accuracy: NaN, count: 0 };
  assert.equal(rows[0]?.[2], accuracy.toFixed(3));
  assert.equal(rows[0]?.[4], count - accuracy * count);
});

Deno.test("headsFigure() and sweepFigure() draw themselves before the first head is measured", () => {
  const none: ComparedHead[] = [];
  assertPlainJson(headsFigure(none));
  assertPlainJson(sweepFigure(none, "l2", headOptions()));
});

Deno.test("sweepFigure() measures both losses alike where clips have any number of labels", async () => {
  const { samples, ...set } = SET;
  const both = samples.map((sample, row) =>
    row % 6 === 0 ? { ...sample, labels: ["cat", "dog"] } : sample
  );
  const heads = await compareHeads({ ...set, samples: both }, [{ l2: 1e6 }]); // holds all weights at 0
  const [unseen, trained] = sweepFigure(heads, "l2", headOptions()).data;
  assert.equal(heads[0]?.evaluation.task, "multi-label");
  assertClose([...Object(trained?.["y"])], [...Object(unseen?.["y"])], 0.1);
});

Deno.test("sweepFigure() sets the loss of unseen clips beside that of training clips, and marks what is chosen", () => {
  const figure = sweepFigure(HEADS, "l2", headOptions({ l2: 10 }));
  assertPlainJson(figure);
  const [unseen, trained, chosen] = figure.data;
  assert.deepEqual(unseen?.["x"], [0.1, 10]);
  assert.deepEqual(unseen?.["y"], HEADS.map(({ evaluation }) => evaluation.logLoss));
  const { folds } = HEADS[0]?.crossValidation ?? { folds: [] };
  const last = folds.map(({ history }) => history.at(-1)?.loss ?? NaN);
  assert.deepEqual(Object(trained?.["y"])[0], ((last[0] ?? 0) + (last[1] ?? 0)) / 2);
  assert.deepEqual(chosen?.["x"], [10, 10]);
  assert.equal(chosen?.["name"], "chosen: 10");
});
