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

Deno.test("confusionMatrixSvg() names its axes and has the size that it is drawn in", () => {
  const svg = confusionMatrixSvg([[3, 1], [0, 2]], ["dog", "crackling_fire"]);
  assert.match(svg, /rotate\(-90\)" text-anchor="middle">true</);
  assert.match(svg, />predicted</);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  assert.ok(svg.includes(`viewBox="0 0 ${width} ${height}"`));
  const rights = [...svg.matchAll(/<rect x="(\d+)" y="\d+" width="(\d+)"/g)]
    .map(([, x, cell]) => Number(x) + Number(cell));
  assert.equal(Math.max(...rights) + 1, Number(width), "no margin right of the cells");
});
