import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { LABELS } from "../../model/test_parts.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { melBandOf } from "../page/log_mel.js";
import {
  chooseFile,
  keepScreenshot,
  toneFile,
  waitForAnswer,
  withServedPage,
} from "./page_browser_test_tools.ts";
import { lowContrastTexts } from "./page_test_contrast.js";
import { testPackage, until } from "./test_server.ts";

/*
 * The page in Chromium, with a real server behind it. SCREENSHOTS names a folder that keeps pictures of
 * what was seen.
 */

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Which mel band of the spectrogram that is drawn has the most in it. */
async function loudestBand(page: Page): Promise<number> {
  return await page.evaluate(`(() => {
    const { z } = document.getElementById("figure").data.find(({ type }) => type === "heatmap");
    const means = z.map((band) => band.reduce((sum, value) => sum + value, 0) / band.length);
    return means.indexOf(Math.max(...means));
  })()`);
}

async function cursorPlace(page: Page): Promise<number> {
  return (await page.locator("#cursor").boundingBox())?.x ?? NaN;
}

Deno.test("The page draws a recording and what the server says of it", async () => {
  await withServedPage(async (page, { address }) => {
    const file = await toneFile();
    await chooseFile(page, file);
    const { clips } = await (await fetch(`${address}/predict`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: await Deno.readFile(file),
    })).json();
    const names = await page.locator("#classes .name").allInnerTexts();
    assert.deepEqual(names, clips[0].top.map(({ label }: { label: string }) => label));
    const scores = await page.locator("#classes .score").allInnerTexts();
    assert.deepEqual(scores, clips[0].top.map(({ score }: { score: number }) => score.toFixed(3)));
    assert.equal(await page.locator("#figure .scatterlayer .trace").count(), 2 + LABELS.length);
    assert.equal(await page.locator("#figure .heatmaplayer image").count(), 1);
    assert.equal(await loudestBand(page), Math.round(melBandOf(1000)));
    assert.match(await page.locator("#latency").innerText(), /inference [\d.]+ ms/);
    assert.match(await page.locator("#model-card").innerText(), /Licences/);
    const shifts = await page.evaluate("globalThis.shifts");
    assert.ok(Number(shifts) < 0.02, `things moved by ${shifts}`);
    await keepScreenshot(page, "page");
  });
});

const CARD = `# A title

Made from <img src="/nothing" onerror="document.title = 'run'"> and \`code\`.

| | | 95 % interval |
| --- | --- | --- |
| Accuracy | 0.9875 | 0.9683 to 0.9951 |

## Limits

- One
- Two

\`\`\`sh
deno task predict # no heading
\`\`\`
`;

Deno.test("The page shows a model's card, of which nothing is taken for HTML", async () => {
  const model = await testPackage();
  await Deno.writeTextFile(join(model, "README.md"), CARD);
  await withServedPage(async (page) => {
    const card = page.locator("#model-card");
    await card.locator("h3", { hasText: "Limits" }).waitFor();
    assert.deepEqual(await card.locator("th").allInnerTexts(), ["", "", "95 % interval"]);
    assert.deepEqual(await card.locator("td").allInnerTexts(), [
      "Accuracy",
      "0.9875",
      "0.9683 to 0.9951",
    ]);
    assert.deepEqual(await card.locator("li").allInnerTexts(), ["One", "Two"]);
    assert.equal(await card.locator("pre").innerText(), "deno task predict # no heading");
    assert.match(await card.locator("p").innerText(), /^Made from <img .*> and code\.$/);
    assert.equal(await page.locator("img").count(), 0);
  }, { server: { model } });
});

Deno.test("The page's spectrogram and lines share the time axis with the cursor", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile(3));
    const heatmap = await page.locator("#figure .heatmaplayer image").boundingBox();
    assert.ok(heatmap);
    await page.locator("#plot").click({ position: { x: 100, y: 300 } });
    const plot = await page.locator("#plot").boundingBox();
    assert.ok(plot);
    assert.ok(Math.abs(await cursorPlace(page) - (plot.x + 100)) < 3);
    const time = Number(await page.evaluate("document.getElementById('player').currentTime"));
    // Columns stand at the middle of their window of 25 ms, so that the picture begins 7.5 ms later.
    const part = (plot.x + 100 - heatmap.x) / heatmap.width;
    assert.ok(Math.abs(time - 3 * part) < 0.05, `wanted ${3 * part} s, got ${time} s`);
  });
});

Deno.test("The page's cursor moves as the recording plays", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile());
    const before = await cursorPlace(page);
    await page.evaluate("document.getElementById('player').play()");
    await until("the cursor has moved", async () => await cursorPlace(page) > before + 20);
    assert.ok(Number(await page.evaluate("document.getElementById('player').currentTime")) > 0);
  });
});

Deno.test("The page can be used with the keyboard alone", async () => {
  await withServedPage(async (page) => {
    const focused = () =>
      page.evaluate("document.activeElement.id || document.activeElement.tagName");
    const file = await toneFile();
    page.on("filechooser", (chooser) => chooser.setFiles(file));
    await page.locator("#model-line", { hasText: "three sounds" }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "file");
    const outline = page.locator("label[for=file]");
    assert.notEqual(
      await outline.evaluate("(label) => getComputedStyle(label).outlineStyle"),
      "none",
    );
    await page.keyboard.press("Enter");
    await waitForAnswer(page);
    const stops: unknown[] = [];
    for (let presses = 0; presses < 9; presses++) {
      await page.keyboard.press("Tab");
      stops.push(await focused());
      if (stops.at(-1) === "SUMMARY") break;
    }
    assert.equal(stops[0], "record");
    assert.ok(stops.includes("player"));
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#frames table").innerText(), /0\.00 to 0\.97/);
  });
});

Deno.test("The page tells screen readers what it shows", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile());
    const [best] = await page.locator("#classes .name").allInnerTexts();
    await page.getByRole("status").filter({ hasText: best ?? "" }).waitFor();
    await page.getByRole("img", { name: new RegExp(`over 3.00 s: ${best}`) }).waitFor();
    assert.equal(await page.locator("#classes").getAttribute("aria-live"), "polite");
  });
});

Deno.test("The page fits a phone without sideways scrolling", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile());
    await page.locator("summary").click();
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
    for (const button of await page.locator(".choices > :is(label, button)").all()) {
      const { height = 0 } = await button.boundingBox() ?? {};
      if (await button.isVisible()) assert.ok(height >= 44, `a button is ${height} px high`);
    }
    await keepScreenshot(page, "page_phone");
  }, { browser: PHONE });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`The page's texts can be read in ${colorScheme}`, async () => {
    await withServedPage(async (page) => {
      await chooseFile(page, await toneFile());
      await page.locator("summary").click();
      await page.evaluate("document.getElementById('problem').textContent = 'A problem'");
      const { checked, low } = await page.evaluate(lowContrastTexts);
      assert.ok(checked > 60, `only ${checked} texts`);
      assert.deepEqual(low, []);
      await keepScreenshot(page, `page_${colorScheme}`);
    }, { browser: { colorScheme } });
  });
}

Deno.test("The page's figure goes along with the system's theme", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile());
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator('#figure .xtick text[style*="fill: rgb(169, 176, 185)"]').first().waitFor();
  }, { browser: { colorScheme: "light" } });
});

Deno.test("The page shows the detail of the server's problem", async () => {
  await withServedPage(async (page) => {
    const path = join(await makeTempDir(), "notes.wav");
    await Deno.writeTextFile(path, "no audio at all");
    await page.setInputFiles("#file", path);
    const problem = page.getByRole("alert");
    await problem.filter({ hasText: "WAV" }).waitFor();
    assert.equal(await page.locator("#classes li").count(), 0);
    await keepScreenshot(page, "page_problem");
    await chooseFile(page, await toneFile());
    assert.equal(await problem.innerText(), "");
  }, { allowed: /status of 422/ });
});

Deno.test("The page neither decodes nor draws what the server finds too long, and forgets what it drew before", async () => {
  await withServedPage(async (page) => {
    await chooseFile(page, await toneFile(1));
    await page.setInputFiles("#file", await toneFile(3));
    await page.getByRole("alert").filter({ hasText: "1 s" }).waitFor();
    assert.equal(await page.locator("#figure > *").count(), 0);
    await page.getByRole("img", { name: "no recording yet" }).waitFor();
  }, { server: { limits: { maxDurationSeconds: 1 } }, allowed: /status of 422/ });
});

Deno.test("The page says where a file cannot be read", async () => {
  await withServedPage(async (page) => {
    const file = await toneFile();
    await page.evaluate(
      `document.getElementById("file").addEventListener("change", ({ target }) => {
      globalThis.chosen = target.files[0];
    }, { capture: true })`,
    );
    await chooseFile(page, file);
    await Deno.remove(file);
    await page.evaluate(`{
      const transfer = new DataTransfer();
      transfer.items.add(globalThis.chosen);
      document.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    }`);
    await page.getByRole("alert").filter({ hasText: /^Cannot read tone\.wav\./ }).waitFor();
  });
});

Deno.test("The page shows the classes where the program that draws does not come, and asks for it again", async () => {
  await withServedPage(async (page) => {
    await page.route("**/plotly/**", (route) => route.abort());
    await page.reload();
    await page.setInputFiles("#file", await toneFile());
    await page.getByRole("alert").filter({ hasText: "Cannot load the program" }).waitFor();
    assert.equal(await page.locator("#classes li").count(), LABELS.length);
    await page.unroute("**/plotly/**");
    await chooseFile(page, await toneFile());
    assert.equal(await page.locator("#figure .heatmaplayer image").count(), 1);
  }, { allowed: /ERR_FAILED/ });
});

Deno.test("A recording can be dropped anywhere on the page", async () => {
  await withServedPage(async (page) => {
    const bytes = (await Deno.readFile(await toneFile())).toBase64();
    await page.evaluate(`{
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.fromBase64("${bytes}")], "dropped.wav"));
      const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
      document.querySelector("footer").dispatchEvent(new DragEvent("drop", event));
    }`);
    await waitForAnswer(page);
    assert.equal(await page.locator("#clip-name").innerText(), "dropped.wav");
  });
});

Deno.test("The page asks for the server's token, and keeps it in this tab only", async () => {
  await withServedPage(async (page) => {
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.waitForResponse((response) => response.status() === 401);
    await dialog.filter({ hasText: "The server does not take this token" }).waitFor();
    await keepScreenshot(page, "page_token");
    await page.keyboard.type("to ken");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.getElementById('token').validity.valid"), false);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("secret");
    await page.keyboard.press("Enter");
    await page.locator("#model-line", { hasText: "three sounds" }).waitFor();
    await chooseFile(page, await toneFile());
    assert.equal(await page.evaluate("localStorage.length"), 0);
    assert.equal(await page.evaluate("document.cookie"), "");
  }, { server: { tokens: ["secret"] }, allowed: /status of 401/ });
});

Deno.test("The page shows what the microphone hears, and then the recording", async () => {
  const flags = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-audio-capture=${await toneFile(10)}`,
  ];
  await withServedPage(async (page) => {
    const button = page.locator("#record");
    await button.click();
    await page.locator('#classes[aria-busy="true"] li').first().waitFor();
    await page.locator("#record", { hasText: /Stop \([2-9]/ }).waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    await page.getByRole("status").filter({ hasText: "Listening" }).waitFor();
    await keepScreenshot(page, "page_recording");
    await button.click();
    await waitForAnswer(page);
    assert.equal(await button.innerText(), "Record");
    assert.equal(await page.locator("#clip-name").innerText(), "Your recording");
    assert.equal(await loudestBand(page), Math.round(melBandOf(1000)));
    assert.ok(Number(await page.evaluate("document.getElementById('player').duration")) >= 2);
  }, { flags });
});

Deno.test("The page ends a recording where the server's limit is", async () => {
  const flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
  await withServedPage(async (page) => {
    await page.locator("#hint", { hasText: "up to 1 s" }).waitFor();
    await page.locator("#record").click();
    await waitForAnswer(page);
    assert.ok(Number(await page.evaluate("document.getElementById('player').duration")) <= 1);
  }, { flags, server: { limits: { maxDurationSeconds: 1 } } });
});

Deno.test("The page ends a recording before it is larger than the server takes", async () => {
  const flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
  await withServedPage(async (page) => {
    await page.locator("#model-line", { hasText: "three sounds" }).waitFor();
    await page.locator("#record").click();
    await waitForAnswer(page);
  }, { flags, server: { limits: { maxBodyBytes: 100_000 } } });
});

Deno.test("The page says why there is no microphone", async () => {
  await withServedPage(async (page) => {
    await page.locator("#record").click();
    await page.getByRole("alert").filter({ hasText: "Cannot use the microphone" }).waitFor();
    assert.equal(await page.locator("#record").innerText(), "Record");
  });
});
