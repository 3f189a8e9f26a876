import assert from "node:assert/strict";
import { chooseClasses } from "./class_choice.ts";

const LABELS = ["dog", "rain", "Domestic animals, pets", "-odd"];

Deno.test("chooseClasses() allows all where nothing is said", () => {
  assert.deepEqual(chooseClasses([], LABELS), [0, 1, 2, 3]);
});

Deno.test("chooseClasses() takes classes to look at, also with commas between them", () => {
  assert.deepEqual(chooseClasses(["rain,dog"], LABELS), [0, 1]);
  assert.deepEqual(chooseClasses(["rain", "dog"], LABELS), [0, 1]);
});

Deno.test("chooseClasses() takes classes to leave out", () => {
  assert.deepEqual(chooseClasses(["-dog"], LABELS), [1, 2, 3]);
  assert.deepEqual(chooseClasses(["dog,rain", "-rain"], LABELS), [0]);
});

Deno.test("chooseClasses() knows labels that have commas, or start with a -", () => {
  assert.deepEqual(chooseClasses(["Domestic animals, pets"], LABELS), [2]);
  assert.deepEqual(chooseClasses(["-Domestic animals, pets"], LABELS), [0, 1, 3]);
  assert.deepEqual(chooseClasses(["-odd"], LABELS), [3]);
  assert.deepEqual(chooseClasses(["--odd"], LABELS), [0, 1, 2]);
});

Deno.test("chooseClasses() does not look millions of names up", () => {
  assert.throws(() => chooseClasses(["dog,".repeat(1e6)], LABELS), { status: 400 });
  assert.throws(() => chooseClasses(Array(1e5).fill("dog"), LABELS), { status: 400 });
});

Deno.test("chooseClasses() refuses a class that there is not, without repeating it", () => {
  assert.throws(() => chooseClasses(["<script>"], LABELS), (error: Error) => {
    assert.match(error.message, /wanted some of its 4, such as dog/);
    assert.doesNotMatch(error.message, /script/);
    return true;
  });
});
