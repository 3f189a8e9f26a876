import assert from "node:assert/strict";
import { chooseSteps, STEPS } from "./steps.ts";

Deno.test("chooseSteps() gives all of the walk-through, with the buckets before what goes into them", () => {
  const names = chooseSteps(undefined).map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b)),
    Array.from({ length: 14 }, (_, number) => String(number)),
  );
  assert.ok(names.indexOf("8") < names.indexOf("7"));
  assert.equal(new Set(names).size, STEPS.length);
});

Deno.test("chooseSteps() gives one by its name, and refuses others", () => {
  assert.deepEqual(chooseSteps("0").map(({ name }) => name), ["0"]);
  assert.deepEqual(chooseSteps("predict").map(({ name }) => name), ["predict"]);
  for (const name of ["14", "", "-1", "1.0", "Predict"]) {
    assert.throws(() => chooseSteps(name), { name: "UsageError", message: /wanted one of 0, 1/ });
  }
});
