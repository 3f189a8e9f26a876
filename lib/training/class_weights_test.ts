import { assertClose } from "./test_close.ts";
import { balancedWeights } from "./class_weights.ts";

/** Clips of 8 "a" and 2 "b"; "c" is there but has none. */
const examples = Array.from({ length: 10 }, (_, i) => ({
  features: new Float32Array(),
  targets: Uint8Array.of(i < 8 ? 1 : 0, i < 8 ? 0 : 1, 0),
}));

Deno.test("balancedWeights() for softmax make the classes that are there count alike", () => {
  const { present } = balancedWeights(examples, 3, "softmax");
  assertClose(present, [10 / 16, 10 / 4, 0], 1e-12);
});

Deno.test("balancedWeights() for sigmoids make a label's clips count as much as the others", () => {
  const { present, absent } = balancedWeights(examples, 3, "sigmoid");
  assertClose(present, [10 / 16, 10 / 4, 0], 1e-12);
  assertClose(absent, [10 / 4, 10 / 16, 10 / 20], 1e-12);
});
