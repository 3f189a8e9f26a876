import assert from "node:assert/strict";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import type { RunningServer, ServerOptions } from "../server.ts";
import { startTestServer } from "./test_server.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/** Sums up how far anything moved by itself (https://web.dev/articles/cls). */
const WATCH_SHIFTS = `globalThis.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => globalThis.shifts += value))
  .observe({ type: "layout-shift", buffered: true });`;

/** How a page is opened. */
export interface OpenOptions {
  server?: Partial<ServerOptions>;
  browser?: BrowserContextOptions;
  /** Of Chromium. */
  flags?: string[];
  /** What may stand in the console: of answers that are no success, browsers write there. */
  allowed?: RegExp;
}

/**
 * Opens a server's page in Chromium.
 *
 * @throws {AssertionError} if the page writes an error, or asks for anything from elsewhere.
 */
export async function withServedPage(
  look: (page: Page, server: RunningServer) => Promise<void>,
  { server: options, browser: context, flags = [], allowed }: OpenOptions = {},
): Promise<void> {
  await using server = await startTestServer(options);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...flags],
  });
  try {
    const page = await browser.newPage(context);
    const [errors, elsewhere] = watch(page, server.address);
    await page.addInitScript(WATCH_SHIFTS);
    await page.goto(server.address);
    await look(page, server);
    assert.deepEqual(errors.filter((error) => !allowed?.test(error)), []);
    assert.deepEqual(elsewhere, []);
  } finally {
    await browser.close();
  }
}

function watch(page: Page, address: string): [errors: string[], elsewhere: string[]] {
  const errors: string[] = [];
  const elsewhere: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== address && !["data:", "blob:"].includes(protocol)) elsewhere.push(request.url());
  });
  return [errors, elsewhere];
}

/** A tone of 1 kHz, as a file. */
export async function toneFile(seconds = 3): Promise<string> {
  const tone = Float32Array.from(
    { length: 16_000 * seconds },
    (_, n) => 0.5 * Math.sin(2 * Math.PI * 1000 * n / 16_000),
  );
  const path = join(await makeTempDir(), "tone.wav");
  await Deno.writeFile(path, encodeWav16(tone, 16_000));
  return path;
}

/** Chooses a recording, and waits until all is drawn. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  await page.setInputFiles("#file", path);
  await waitForAnswer(page);
}

/** Waits until the server's answer is drawn. */
export async function waitForAnswer(page: Page): Promise<void> {
  await page.locator("#status", { hasText: "most likely" }).waitFor({ timeout: 30_000 });
}

/** Keeps a picture in the folder that SCREENSHOTS names, if any. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("SCREENSHOTS");
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
