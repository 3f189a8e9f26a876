import assert from "node:assert/strict";
import { confusionMatrixSvg } from "./confusion_matrix_svg.ts";

Deno.test("confusionMatrixSvg() writes each count that is not 0, in a cell for each pair of classes", () => {
  const svg = confusionMatrixSvg([[30, 2], [0, 32]], ["dog", "rain"]);
  assert.deepEqual(svg.match(/<rect/g)?.length, 4);
  assert.deepEqual([...svg.matchAll(/>(\d+)</g)].map(([, count]) => count), ["30", "2", "32"]);
});

Deno.test("confusionMatrixSvg() escapes class names and follows the reader's theme", () => {
  const svg = confusionMatrixSvg([[1]], ["<rock & roll>"]);
  assert.equal(svg.match(/&lt;rock &amp; roll&gt;/g)?.length, 2);
  assert.match(svg, /prefers-color-scheme: dark/);
});
