import assert from "node:assert/strict";
import { datasetReportHtml } from "./dataset_report.ts";
import { exampleDatasetReport } from "./dataset_report_test_data.ts";
import { countDrawn, withPage } from "./page_browser_test_tools.ts";

const FIGURES = 5 + exampleDatasetReport().spectrograms.length;

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`datasetReportHtml() draws every figure in ${colorScheme} from a file, without errors and a network`, async () => {
    const troubles: string[] = [];
    await withPage(
      await datasetReportHtml(exampleDatasetReport()),
      { colorScheme },
      async (page) => {
        assert.deepEqual(await countDrawn(page), { plots: FIGURES, drawn: FIGURES, clipped: 0 });
        const title = page.locator(".plot .gtitle").first();
        const color = colorScheme === "dark" ? "rgb(195, 201, 209)" : "rgb(69, 75, 83)";
        assert.ok((await title.getAttribute("style"))?.includes(`fill: ${color}`));
        assert.match(
          await page.locator("body").innerText(),
          /1 clip with no sample above -60 dBFS/,
        );
      },
      (page) => {
        page.on(
          "console",
          (message) => message.type() === "error" && troubles.push(message.text()),
        );
        page.on("pageerror", (error) => troubles.push(error.message));
        page.on("request", (request) => {
          if (!/^(data|blob|file):/.test(request.url())) troubles.push(request.url());
        });
      },
    );
    assert.deepEqual(troubles, []);
  });
}

Deno.test("datasetReportHtml() fits a phone without sideways scrolling", async () => {
  const html = await datasetReportHtml(exampleDatasetReport());
  await withPage(html, { viewport: { width: 360, height: 740 } }, async (page) => {
    await countDrawn(page);
    const width = Number(await page.evaluate("document.documentElement.scrollWidth"));
    assert.ok(width <= 360, `wanted at most 360 px, got ${width}`);
  });
});
