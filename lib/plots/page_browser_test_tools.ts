import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/**
 * Opens a page from disk, as its reader would.
 *
 * @param watch Told the page before it is loaded.
 */
export async function withPage(
  html: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
  watch: (page: Page) => void = () => {},
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const path = join(folder, "report.html");
    await Deno.writeTextFile(path, html);
    const page = await browser.newPage(options);
    watch(page);
    await page.goto(pathToFileURL(path).href);
    await look(page);
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Waits until the page's program has drawn all figures that it can, and counts. */
export async function countDrawn(
  page: Page,
): Promise<{ plots: number; drawn: number; clipped: number }> {
  await page.locator("html[data-drawn]").waitFor({ timeout: 20_000 });
  const clipped = `[...document.querySelectorAll(".plot")].filter((plot) => {
    const { width, height } = plot.querySelector(".main-svg").getBoundingClientRect();
    return height > plot.clientHeight + 1 || width > plot.clientWidth + 1;
  }).length`;
  return {
    plots: await page.locator(".plot").count(),
    drawn: await page.locator(".plot:has(svg.main-svg)").count(),
    clipped: Number(await page.evaluate(clipped)),
  };
}
