import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { startFileStoreUi } from "./files/test_file_store_ui.ts";
import { logConfusionMatrix } from "./log_confusion_matrix.ts";
import { runAddress } from "./ui_address.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/** MLflow's pages are large, and its first answers slow. */
const PATIENCE_MS = 60_000;

async function withPage(look: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await look(page);
  } finally {
    await browser.close();
  }
}

Deno.test("MLflow's UI shows a run of a file store, and draws its confusion matrix", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const run = await fileTracker(root).startRun({ experiment: "sounds", name: "three dogs" });
  await run.logMetrics({ accuracy: 0.875 });
  await logConfusionMatrix(run, { confusion: [[2, 1], [0, 3]], labels: ["dog", "rain"] });
  await run.end("FINISHED");
  const { experimentId, id: runId } = run;

  await using ui = await startFileStoreUi(root);
  await withPage(async (page) => {
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto(runAddress(ui.address, { experimentId, runId }) ?? "");
    await page.getByRole("heading", { name: "three dogs" }).waitFor();
    await page.getByText("0.875").first().waitFor();
    await page.getByRole("tab", { name: "Artifacts" }).click();
    await page.getByText("plots", { exact: true }).click();

    await page.getByText("confusion_matrix.html", { exact: true }).click();
    const frame = page.locator("iframe[sandbox]");
    assert.equal(await frame.getAttribute("sandbox"), "allow-scripts");
    const matrix = frame.contentFrame();
    await matrix.locator("html[data-drawn] .plot svg.main-svg").first().waitFor();
    const counts = await matrix.locator(".annotation-text").allTextContents();
    assert.deepEqual(counts, ["2", "1", "3"]);

    await page.getByText("confusion_matrix.svg", { exact: true }).click();
    await page.waitForFunction(`[...document.images].some((image) =>
      image.alt === "plots/confusion_matrix.svg" && image.naturalWidth > 100)`);
    assert.deepEqual(errors, []);
  });
});
