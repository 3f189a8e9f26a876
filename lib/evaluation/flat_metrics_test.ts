import assert from "node:assert/strict";
import { evaluateClassFilter } from "./class_filter.ts";
import { evaluate } from "./evaluate.ts";
import { flatMetrics } from "./flat_metrics.ts";

const CLIPS = [
  { id: "a", labels: ["Chicken, rooster"], probabilities: [0.9, 0.1] },
  { id: "b", labels: ["a/b"], probabilities: [0.6, 0.4] },
];

Deno.test("flatMetrics() names what MLflow shows, with macro averages as precision, recall and f1", () => {
  const metrics = flatMetrics(evaluate(CLIPS, ["Chicken, rooster", "a/b"]));
  const names = [
    "count",
    "accuracy",
    "accuracy_ci_low",
    "accuracy_ci_high",
    "precision",
    "recall",
    "f1",
    "f1_ci_low",
    "f1_ci_high",
    "macro_f1",
    "weighted_f1",
    "balanced_accuracy",
    "roc_auc",
    "average_precision",
    "log_loss",
    "brier",
    "ece",
    "none_threshold",
  ];
  assert.deepEqual(names.filter((name) => !Number.isFinite(metrics[name])), []);
  assert.equal(metrics["f1"], metrics["macro_f1"]);
  assert.equal(metrics["count"], 2);
});

Deno.test("flatMetrics() has only names that MLflow takes, whatever a class is called", () => {
  const metrics = flatMetrics(evaluate(CLIPS, ["Chicken, rooster", "a/b"]));
  assert.ok("class/Chicken_ rooster/f1" in metrics && "class/a_b/recall" in metrics);
  assert.ok(Object.keys(metrics).every((name) => /^[\w\-./ ]+$/.test(name)));
});

Deno.test("flatMetrics() keeps classes apart whose names MLflow would not take, or takes as they are", () => {
  const labels = ["a/b", "a_b", "a:b", "狗", "猫"];
  const clips = labels.map((label, index) => ({
    id: label,
    labels: [label],
    probabilities: labels.map((_, i) => i === index ? 1 : 0),
  }));
  const names = Object.keys(flatMetrics(evaluate(clips, labels)));
  const classes = names.filter((name) => name.endsWith("/f1")).map((name) => name.split("/")[1]);
  assert.deepEqual(classes, ["a_b", "a_b_2", "a_b_3", "狗", "猫"]);
});

Deno.test("flatMetrics() lets no label climb out of its folder", () => {
  const clips = [{ id: "a", labels: [".."], probabilities: [0.9, 0.1] }];
  const names = Object.keys(flatMetrics(evaluate(clips, ["..", "../../x"])));
  assert.ok(names.includes("class/_/f1"));
  assert.ok(names.every((name) => !name.split("/").includes("..")));
});

Deno.test("flatMetrics() has no entry for what is undefined", () => {
  const metrics = flatMetrics(evaluate(CLIPS.slice(0, 1), ["Chicken, rooster", "a/b"]));
  assert.ok(!("class/a_b/precision" in metrics) && !("roc_auc" in metrics));
  assert.ok(Object.values(metrics).every(Number.isFinite));
});

Deno.test("flatMetrics() of scores that are no probabilities have no figures of probabilities", () => {
  const options = { areProbabilities: false };
  const metrics = flatMetrics(evaluate(CLIPS, ["Chicken, rooster", "a/b"], options));
  assert.deepEqual(["log_loss", "brier", "ece"].filter((name) => name in metrics), []);
  assert.ok("roc_auc" in metrics && "accuracy" in metrics);
});

Deno.test("flatMetrics() of one class against the rest are that class's", () => {
  const metrics = flatMetrics(
    evaluate([{ id: "a", labels: ["dog"], probabilities: [0.9] }, {
      id: "b",
      labels: [],
      probabilities: [0.7],
    }], ["dog"]),
  );
  assert.deepEqual([metrics["precision"], metrics["recall"], metrics["accuracy"]], [0.5, 1, 0.5]);
  assert.ok(!("macro_f1" in metrics));
});

Deno.test("flatMetrics() of the class filter are the replaced system's", () => {
  const metrics = flatMetrics(
    evaluateClassFilter([{ id: "a", labels: ["dog"], scores: [0.9, 0.1] }], ["Dog", "Rain"], {
      classFilter: ["dog"],
      topN: 1,
    }),
  );
  assert.deepEqual(
    ["accuracy", "precision", "recall", "f1", "count"].map((name) => metrics[name]),
    [1, 1, 1, 1, 1],
  );
});
