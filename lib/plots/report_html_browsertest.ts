import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { evaluate } from "../evaluation/evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "../evaluation/prediction_test_data.ts";
import { oneAgainstRest } from "../evaluation/one_against_rest.ts";
import { classBalanceFigure } from "./class_balance_figure.ts";
import { learningCurvesFigure } from "./learning_curves_figure.ts";
import { countDrawn, withPage } from "./page_browser_test_tools.ts";
import { reportHtml } from "./report_html.ts";
import { timelineFigure } from "./timeline_figure.ts";
import { waveformFigure } from "./waveform_figure.ts";

/** Figures of a multi-class evaluation with folds, of a binary one, and the four further ones. */
const FIGURES = 7 + 3 + 4;

const ALL_DRAWN = { plots: FIGURES, drawn: FIGURES, clipped: 0 };

const HISTORY = [3, 2, 1].map((loss, index) => ({
  epoch: index + 1,
  loss,
  accuracy: 0.9,
  validationLoss: loss + 1,
  learningRate: 0.1,
}));

async function withReport(
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
  watch?: (page: Page) => void,
): Promise<void> {
  await withPage(await exampleReport(), options, look, watch);
}

async function exampleReport(): Promise<string> {
  const predictions = examplePredictions();
  const wave = Float32Array.from({ length: 48_000 }, (_, index) => Math.sin(index / 9));
  return await reportHtml({
    title: "</script><script>throw new Error('escaped badly')</script>",
    backbone: "test",
    dataHash: "0".repeat(64),
    seed: 1,
    evaluations: [
      { title: "All classes", evaluation: evaluate(predictions, EXAMPLE_LABELS) },
      {
        title: "Dog against the rest",
        evaluation: evaluate(
          oneAgainstRest(predictions, EXAMPLE_LABELS, "dog").map(({ fold: _, ...clip }) => clip),
          ["dog"],
        ),
      },
    ],
    figures: [
      learningCurvesFigure([{ name: "</script>", history: HISTORY }]),
      classBalanceFigure(predictions.map(({ labels }) => labels)),
      waveformFigure(wave, 16_000),
      timelineFigure(new Float32Array(5 * 4).fill(0.5), EXAMPLE_LABELS, { durationSeconds: 3 }),
    ],
  });
}

Deno.test("reportHtml() draws every figure from a file, without errors and without a network", async () => {
  const errors: string[] = [];
  const requests: string[] = [];
  const watch = (page: Page) => {
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
  };
  await withReport({}, async (page) => {
    assert.deepEqual(await countDrawn(page), ALL_DRAWN);
  }, watch);
  assert.deepEqual(errors, []);
  assert.equal(requests.filter((url) => !/^(data|blob):/.test(url)).length, 1, "the file itself");
});

Deno.test("reportHtml() takes its text's colour from the system's theme, also when that changes", async () => {
  await withReport({ colorScheme: "light" }, async (page) => {
    await countDrawn(page);
    const title = page.locator(".plot .gtitle").first();
    const fill = () => title.getAttribute("style");
    assert.match(await fill() ?? "", /fill: rgb\(69, 75, 83\)/);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator('.plot .gtitle[style*="fill: rgb(195, 201, 209)"]').first().waitFor();
  });
});

Deno.test("reportHtml() fits a phone without sideways scrolling", async () => {
  await withReport({ viewport: { width: 360, height: 740 } }, async (page) => {
    assert.deepEqual(await countDrawn(page), ALL_DRAWN);
    const width = Number(await page.evaluate("document.documentElement.scrollWidth"));
    assert.ok(width <= 360, `wanted at most 360 px, got ${width}`);
  });
});

Deno.test("reportHtml() shows its numbers and a note where scripts are off", async () => {
  await withReport({ javaScriptEnabled: false }, async (page) => {
    const text = await page.locator("body").innerText();
    assert.match(text, /Figures need JavaScript/);
    assert.match(text, /sea_waves/);
  });
});
