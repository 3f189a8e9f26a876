import assert from "node:assert/strict";
import { figureBundle, growingFigureBundle } from "./figure_bundle.ts";

const FIGURE = {
  data: [{ type: "scatter", name: "loss", y: [3, 1] }, { type: "bar", x: [1] }],
  layout: { title: { text: 'Loss & "error"' } },
};

Deno.test("figureBundle() holds Plotly's data, a picture in HTML, and words", async () => {
  const bundle = await figureBundle(FIGURE);
  assert.deepEqual(bundle["application/vnd.plotly.v1+json"], FIGURE);
  assert.equal(bundle["text/plain"], 'Figure: Loss & "error"\n  loss, 2 points\n  bar');
  const [, alt, base64 = ""] =
    /^<img alt="([^"]*)" src="data:image\/svg\+xml;base64,([^"]+)">$/.exec(
      String(bundle["text/html"]),
    ) ?? [];
  assert.equal(alt, "Loss &amp; &quot;error&quot;");
  const svg = new TextDecoder().decode(Uint8Array.fromBase64(base64));
  assert.match(svg, /^<svg /);
  assert.match(svg, />Loss &amp; (&quot;|")error(&quot;|")<\/text>/);
});

Deno.test("growingFigureBundle() is a picture in the page itself, without Plotly's data", async () => {
  const bundle = await growingFigureBundle(FIGURE);
  assert.match(String(bundle["text/html"]), /^<svg /);
  assert.deepEqual(Object.keys(bundle), ["text/html", "text/plain"]);
});

Deno.test("growingFigureBundle() has words for a figure without a title or names", async () => {
  const { "text/plain": text } = await growingFigureBundle({ data: [{ y: [1] }], layout: {} });
  assert.equal(text, "Figure: untitled\n  trace, 1 points");
});
