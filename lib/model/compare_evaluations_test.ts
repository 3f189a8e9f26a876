import assert from "node:assert/strict";
import { compareEvaluations } from "./compare_evaluations.ts";
import type { JudgedClip, ModelEvaluation } from "./evaluate_model.ts";
import { smallDataset } from "./test_parts.ts";

const dataset = smallDataset();

/** "+" and "-" for new clips that were judged rightly and wrongly, "s" for a seen one. */
function evaluationOf(marks: string): ModelEvaluation {
  const clips = dataset.samples.map(({ id }, index): JudgedClip => ({
    id,
    correct: marks[index] !== "-",
    seen: marks[index] === "s",
  }));
  return { title: "", labels: [], predictions: [], clips, unseen: undefined, seen: undefined };
}

Deno.test("compareEvaluations() compares on clips that are new to both models", () => {
  const comparison = compareEvaluations(dataset, evaluationOf("+s-"), evaluationOf("-++"));
  assert.ok(comparison);
  const { count, onlyARight, onlyBRight, bootstrap } = comparison;
  assert.deepEqual([count, onlyARight, onlyBRight], [2, ["clip-0"], ["clip-2"]]);
  assert.equal(bootstrap.unit, "recording");
});

Deno.test("compareEvaluations() is undefined where each clip was seen by one of the models", () => {
  assert.equal(compareEvaluations(dataset, evaluationOf("s+s"), evaluationOf("+s+")), undefined);
});
