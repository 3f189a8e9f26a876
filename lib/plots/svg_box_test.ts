import { JSDOM } from "jsdom";
import assert from "node:assert/strict";
import { boxInItself, boxInPicture, type SvgElement } from "./svg_box.ts";
import { textWidth } from "./text_width.ts";

/** The first element with this id, in an SVG picture of the given content. */
function element(content: string): SvgElement {
  const { window: { document } } = new JSDOM(`<svg>${content}</svg>`);
  return document.querySelector("#it");
}

Deno.test("boxInPicture() places a text by its anchor, size and baseline", () => {
  const width = textWidth("rain", 20);
  const box = (anchor: string) =>
    boxInPicture(
      element(`<text id="it" x="100" y="50" style="font-size: 20px" ${anchor}>rain</text>`),
    );
  assert.equal(box("").left, 100);
  assert.equal(box('text-anchor="middle"').left, 100 - width / 2);
  assert.equal(box('text-anchor="end"').right, 100);
  assert.ok(box("").top < 50 - 0.7 * 20 && box("").bottom > 50);
});

Deno.test("boxInPicture() has room for each line of a text", () => {
  const lines = '<tspan class="line">a</tspan><tspan class="line">longer</tspan>';
  const one = boxInPicture(element(`<text id="it">longer</text>`));
  const two = boxInPicture(element(`<text id="it">${lines}</text>`));
  assert.equal(two.width, one.width);
  assert.ok(two.height > 1.9 * one.height);
});

Deno.test("boxInPicture() follows the transforms around an element, boxInItself() does not", () => {
  const inside = '<rect x="1" y="2" width="10" height="20" transform="rotate(90)"/>';
  const group = element(
    `<g transform="translate(100,0)"><g id="it" transform="translate(0,50)">${inside}</g></g>`,
  );
  const rounded = ({ left, top, width, height }: ReturnType<typeof boxInPicture>) =>
    [left, top, width, height].map(Math.round);
  assert.deepEqual(rounded(boxInPicture(group)), [78, 51, 20, 10]);
  assert.deepEqual(rounded(boxInItself(group)), [-22, 1, 20, 10]);
});

Deno.test("boxInPicture() of what shows nothing is a point", () => {
  const { width, height } = boxInPicture(element('<g id="it"><text> </text></g>'));
  assert.deepEqual([width, height], [0, 0]);
});
