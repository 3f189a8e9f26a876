import { convertIndexedToRgb, decode } from "fast-png";
import { JSDOM } from "jsdom";
import assert from "node:assert/strict";
import { evaluate } from "../evaluation/evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "../evaluation/prediction_test_data.ts";
import { confusionMatrixFigure } from "./confusion_matrix_figure.ts";
import { evaluationFigures } from "./evaluation_section.ts";
import type { Figure } from "./figure.ts";
import { figureSvg } from "./figure_svg.ts";
import { axis, layout, SPECTRUM_SCALE } from "./style.ts";
import { boxInPicture } from "./svg_box.ts";

const MATRIX = confusionMatrixFigure([[3, 1], [0, 4]], ["dog", "crackling fire & <smoke>"]);

/** The RGBA colour of a heatmap's image at a place, both in [0, 1] from the upper left. */
function colorAt(svg: string, right: number, down: number): number[] {
  const [, base64 = ""] = /data:image\/png;base64,([^"]+)/.exec(svg) ?? [];
  const png = decode(Uint8Array.fromBase64(base64));
  const pixel = Math.floor(down * png.height) * png.width + Math.floor(right * png.width);
  return [...convertIndexedToRgb(png).subarray(4 * pixel, 4 * (pixel + 1))];
}

Deno.test("figureSvg() draws a heatmap's cells in their colours", async () => {
  const svg = await figureSvg(MATRIX);
  assert.deepEqual(colorAt(svg, 0.75, 0.75), [31, 95, 152, 255], "all of the second class");
  const [mostly = 0, few = 0, none = 0] = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
  ].map(([right = 0, down = 0]) => colorAt(svg, right, down)[3]);
  assert.ok(mostly > few && few > none && none > 0);
});

Deno.test("figureSvg() writes texts as texts, and escapes them", async () => {
  const svg = await figureSvg(MATRIX);
  assert.match(svg, />Confusion matrix</);
  assert.match(svg, />crackling fire &amp; &lt;smoke&gt;</);
});

Deno.test("figureSvg() gives the same bytes for the same figure, also in another process", async () => {
  const svg = await figureSvg(MATRIX);
  assert.equal(await figureSvg(MATRIX), svg);
  const program = `import { figureSvg } from "${import.meta.resolve("./figure_svg.ts")}";
await Deno.stdout.write(new TextEncoder().encode(await figureSvg(${JSON.stringify(MATRIX)})));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    cwd: new URL(".", import.meta.url),
  }).output();
  assert.equal(new TextDecoder().decode(stdout), svg);
});

Deno.test("figureSvg() gives two figures no id in common: both can stand in one page", async () => {
  const ids = async (figure: Figure) =>
    [...(await figureSvg(figure)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const first = await ids(MATRIX);
  const second = await ids(confusionMatrixFigure([[3, 1], [1, 4]], ["dog", "rain"]));
  assert.ok(first.length > 0 && second.length > 0);
  assert.deepEqual(first.filter((id) => second.includes(id)), []);
});

Deno.test("figureSvg() cuts no text off, and has the size that was asked for", async () => {
  const figures = evaluationFigures(evaluate(examplePredictions(), EXAMPLE_LABELS));
  for (const figure of [MATRIX, ...figures]) {
    const svg = await figureSvg(figure, { widthPixels: 600 });
    const height = Number(figure.layout["height"]);
    const { window: { document } } = new JSDOM(svg);
    const picture = document.querySelector("svg");
    assert.equal(picture.getAttribute("width"), "600");
    assert.equal(picture.getAttribute("height"), String(height));
    for (const text of picture.querySelectorAll("text")) {
      const { left, right, top, bottom } = boxInPicture(text);
      const isInside = left >= 0 && right <= 600 && top >= 0 && bottom <= height;
      assert.ok(isInside, `${text.textContent} of ${svg.slice(0, 60)}`);
    }
  }
});

Deno.test("figureSvg() keeps five seconds of a spectrogram small", async () => {
  const z = Array.from(
    { length: 64 },
    (_, band) => Array.from({ length: 512 }, (_, step) => Math.sin(step * step * band) - band / 20),
  );
  const svg = await figureSvg({
    data: [{ type: "heatmap", z, colorscale: SPECTRUM_SCALE }],
    layout: layout("Log-mel", axis("seconds"), axis("band")),
  });
  assert.ok(svg.length < 120_000, `${svg.length} bytes`);
  assert.match(svg, /image-rendering="pixelated"/);
});

Deno.test("figureSvg() leaves the figure as it was", async () => {
  const before = structuredClone(MATRIX);
  await figureSvg(MATRIX);
  assert.deepEqual(MATRIX, before);
});
