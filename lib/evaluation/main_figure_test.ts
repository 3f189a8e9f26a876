import assert from "node:assert/strict";
import { evaluate } from "./evaluate.ts";
import { mainFigure } from "./main_figure.ts";

Deno.test("mainFigure() is accuracy for one class a clip, F1 where a clip has any number", () => {
  const predictions = [
    { id: "a", labels: ["dog"], probabilities: [0.9, 0.1] },
    { id: "b", labels: ["rain"], probabilities: [0.6, 0.4] },
  ];
  const labels = ["dog", "rain"];
  const choice = evaluate(predictions, labels);
  assert.deepEqual(mainFigure(choice), {
    name: "accuracy",
    value: 0.5,
    interval: choice.accuracyInterval,
  });
  const any = evaluate(predictions, labels, { task: "multi-label" });
  assert.deepEqual(mainFigure(any), {
    name: "macro F1",
    value: any.macro.f1,
    interval: any.macroF1Interval,
  });
});

Deno.test("mainFigure() of one class against the rest does not praise hearing nothing", () => {
  const heard = (id: string, labels: string[]) => ({ id, labels, probabilities: [0.1] });
  const nothing = evaluate([heard("a", ["dog"]), heard("b", []), heard("c", [])], ["dog"]);
  assert.ok(nothing.accuracy > 0.6);
  assert.deepEqual(mainFigure(nothing).value, 0);
});
