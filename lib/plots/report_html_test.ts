import assert from "node:assert/strict";
import { evaluateClassFilter } from "../evaluation/class_filter.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "../evaluation/prediction_test_data.ts";
import { type Report, reportHtml } from "./report_html.ts";

const REPORT: Report = {
  title: "ESC-10, out of fold",
  backbone: "YAMNet",
  dataHash: "abc123",
  seed: 7,
  facts: { Head: "logistic" },
  evaluations: [{ title: "Trained", evaluation: evaluate(examplePredictions(), EXAMPLE_LABELS) }],
};

/** The report without Plotly's program. */
async function readable(report: Report): Promise<string> {
  return (await reportHtml(report)).replace(/(<script[^>]*id="plotly">)[^<]*/, "$1");
}

Deno.test("reportHtml() names backbone, data hash and seed, and gives figures with their intervals", async () => {
  const html = await readable(REPORT);
  for (
    const text of [
      "YAMNet",
      "abc123",
      "<dd>7</dd>",
      "logistic",
      "<b>0.655</b><span>0.548 to 0.748</span>",
    ]
  ) {
    assert.ok(html.includes(text), `wanted ${text}`);
  }
  assert.match(html, /bootstrap of 1000 resamples of whole clips \(seed 0\)/);
});

Deno.test("reportHtml() leaves out a seed that is not given, and figures of probabilities that are none", async () => {
  const { seed: _, ...report } = REPORT;
  const options = { areProbabilities: false };
  const evaluation = evaluate(examplePredictions(), EXAMPLE_LABELS, options);
  const html = await readable({ ...report, evaluations: [{ title: "Zero-shot", evaluation }] });
  assert.doesNotMatch(html, /<dt>Seed<|log loss|calibration error/);
  assert.match(await readable(REPORT), /<dt>Seed<.*log loss/s);
  const figures = /id="figures">([^<]*)</.exec(html)?.[1] ?? "";
  assert.equal(JSON.parse(figures).length, 6);
});

Deno.test("reportHtml() escapes whatever comes from outside", async () => {
  const evil = `</script><img src=x onerror="alert('1')">`;
  const evaluation = evaluate([
    { id: evil, labels: [evil], probabilities: [0.1, 0.9] },
    { id: "b", labels: ["dog"], probabilities: [0.1, 0.9] },
  ], [evil, "dog"]);
  const html = await readable({
    title: evil,
    backbone: evil,
    dataHash: evil,
    seed: 0,
    facts: { [evil]: evil },
    evaluations: [{ title: evil, description: evil, evaluation }],
  });
  assert.ok(!html.includes("<img"), "no tag from outside");
  assert.equal(
    html.split("</script>").length - 1,
    3,
    "figures, Plotly and the program end once each",
  );
});

Deno.test("reportHtml() reaches for nothing outside of itself, and is small enough to store with each run", async () => {
  const html = await reportHtml(REPORT);
  assert.ok(html.length < 3_000_000, `${html.length} bytes`);
  assert.match(html, /default-src 'none'/);
  const page = await readable(REPORT);
  assert.ok(!/(src|href)=/.test(page));
});

Deno.test("reportHtml() holds figures that can be read back, without unneeded digits", async () => {
  const figures = /id="figures">([^<]*)</.exec(await readable(REPORT))?.[1] ?? "";
  assert.equal(JSON.parse(figures).length, 7);
  assert.ok(!/\d\.\d{12}/.test(figures));
});

Deno.test("reportHtml() shows a dash, not NaN, for what is undefined", async () => {
  const evaluation = evaluate([{ id: "a", labels: ["dog"], probabilities: [0.9, 0.1] }], [
    "dog",
    "rain",
  ]);
  const html = await readable({ ...REPORT, evaluations: [{ title: "One clip", evaluation }] });
  assert.ok(html.includes("<b>–</b>"));
  assert.ok(!/>(NaN|null|undefined)</.test(html));
});

Deno.test("reportHtml() shows the class filter's decisions", async () => {
  const evaluation = evaluateClassFilter([{ id: "a", labels: ["dog"], scores: [1] }], ["Dog"], {
    classFilter: ["dog"],
    topN: 1,
  });
  const html = await readable({
    ...REPORT,
    evaluations: [{ title: "CLASS_FILTER=dog", evaluation }],
  });
  assert.match(html, /<td class="words">truly yes<\/td><td>1<\/td><td>0<\/td>/);
});
