import assert from "node:assert/strict";
import { assertClose } from "../training/test_close.ts";
import { zeroShot } from "./zero_shot.ts";

const NAMES = ["Dog", "Bark", "Rain", "Speech"];

Deno.test("zeroShot() takes the largest of a label's classes in each frame, and the mean over frames", () => {
  const scores = new Float32Array([
    0.2,
    0.6,
    0.1,
    0, // Bark
    0.4,
    0.0,
    0.3,
    0, // Dog
  ]);
  assertClose(zeroShot(scores, NAMES, ["dog", "rain"]), [0.5, 0.2], 1e-6);
});

Deno.test("zeroShot() knows labels by the table, by AudioSet's names, with spaces or dashes", () => {
  const scores = new Float32Array([0.1, 0.2, 0.3, 0.4]);
  assertClose(zeroShot(scores, NAMES, ["Speech", "RAIN", "dog-bark", "dog bark"]), [
    0.4,
    0.3,
    0.2,
    0.2,
  ], 1e-6);
});

Deno.test("zeroShot() refuses a label without a class, and says where to add it", () => {
  assert.throws(
    () => zeroShot(new Float32Array(4), NAMES, ["dog", "lightsaber"]),
    /Cannot score "lightsaber" without training: .* none of the backbone's 4 classes; add it to lib\/evaluation\/zero_shot_labels\.ts/,
  );
  assert.throws(
    () => zeroShot(new Float32Array(4), NAMES, ["cat"]),
    /"cat"/,
    "in the table, but not in this backbone",
  );
  assert.throws(
    () => zeroShot(new Float32Array(4), NAMES, ["constructor"]),
    /Cannot score "constructor" without training/,
    "every object has one, the table has not",
  );
});

Deno.test("zeroShot() refuses scores that are not whole frames", () => {
  for (const length of [0, 3, 6]) {
    assert.throws(
      () => zeroShot(new Float32Array(length), NAMES, ["dog"]),
      new RegExp(`wanted whole frames, at least one, got ${length} values`),
    );
  }
});
