import assert from "node:assert/strict";
import { modelNames } from "./model_names.ts";

Deno.test("modelNames() tells models apart by their versions, or else by their places", () => {
  const named = (name: string, version?: string) => ({ name, version });
  assert.deepEqual(modelNames(named("yard"), named("street")), ["yard", "street"]);
  assert.deepEqual(modelNames(named("yard", "2"), named("yard", "3")), ["yard 2", "yard 3"]);
  assert.deepEqual(modelNames(named("yard"), named("yard")), ["yard (first)", "yard (second)"]);
});
