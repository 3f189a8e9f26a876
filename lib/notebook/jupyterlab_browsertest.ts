import assert from "node:assert/strict";
import { basename, join, resolve } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { type Notebook, readNotebook } from "./notebook_file.ts";
import { startJupyterLab } from "./start_jupyter_lab.ts";
import { LabPage, type SeenOutput } from "./test_lab_page.ts";

/*
 * Opens each notebook in JupyterLab, as `deno task notebook` starts it, and runs it from the first to the
 * last cell. SCREENSHOTS names a folder that keeps pictures of what was seen.
 */

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");
const NOTEBOOKS = join(PROJECT, "notebooks");
const RUN_LIMIT_MS = 120_000;
/** Of large text and of what is not text, https://www.w3.org/TR/WCAG21/#contrast-minimum */
const MIN_CONTRAST = 3;

const notebooks = [...Deno.readDirSync(NOTEBOOKS)].map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb")).sort();

/** A few generated clips and the log-mel baseline, with caches and results of their own. */
async function smallRun(): Promise<Record<string, string>> {
  const folder = await makeTempDir();
  return {
    YAMNET_KIT_ASSETS: "",
    YAMNET_KIT_CACHE: join(folder, "cache"),
    DATASET_LIMIT: "12",
    FOLDS: "2",
    DATASET_OUT: join(folder, "dataset"),
    MODEL_OUT: join(folder, "model"),
    MODELS_OUT: join(folder, "models"),
    EVALUATION_OUT: join(folder, "evaluation"),
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
  };
}

/** Works on a copy: in a folder from where a notebook's imports find lib/, and its kernel deno.json. */
async function withCopy(name: string, use: (file: string) => Promise<void>): Promise<void> {
  const out = join(PROJECT, "out");
  const copy = `${crypto.randomUUID()}_${name}`;
  await Deno.mkdir(out, { recursive: true });
  await Deno.copyFile(join(NOTEBOOKS, name), join(out, copy));
  try {
    await use(`out/${copy}`);
  } finally {
    await Deno.remove(join(out, copy));
    const checkpoint = join(
      out,
      ".ipynb_checkpoints",
      copy.replace(/\.ipynb$/, "-checkpoint.ipynb"),
    );
    await Deno.remove(checkpoint).catch(() => {}); // JupyterLab's own copy
  }
}

const PLOTLY = "application/vnd.plotly.v1+json";
const html = (data: Record<string, unknown>) => String(data["text/html"] ?? "");

/** What a notebook's file holds of each output, with what is seen of it. */
function beside({ cells }: Notebook, seen: SeenOutput[][]) {
  return cells.filter(({ cell_type }) => cell_type === "code")
    .flatMap(({ outputs }, cell) =>
      outputs.map(({ data }, index) => ({ cell, data, seen: seen[cell]?.[index] }))
    );
}

async function keepScreenshot(page: LabPage, name: string): Promise<void> {
  const folder = Deno.env.get("SCREENSHOTS");
  if (!folder) return;
  await Deno.mkdir(folder, { recursive: true });
  await page.screenshot(join(folder, `${name}.png`));
}

for (const name of notebooks) {
  const title = basename(name, ".ipynb");

  Deno.test(`${name} in JupyterLab`, async (test) => {
    await withCopy(name, async (file) => {
      const state = await makeTempDir();
      await using lab = await startJupyterLab({ folder: state, env: await smallRun() });
      await using page = await LabPage.open(lab.urlOf(file));

      await test.step("shows its figures as they are committed, before anybody trusts it", async () => {
        const committed = await readNotebook(join(NOTEBOOKS, name));
        const figures = beside(committed, await page.outputs())
          .filter(({ data }) => html(data).includes("<img"));
        await keepScreenshot(page, `${title}_untrusted`);
        assert.ok(figures.length > 0);
        for (const { cell, seen } of figures) {
          assert.ok(seen?.isDrawn && !seen.isClipped, `cell ${cell}: ${JSON.stringify(seen)}`);
        }
      });

      await test.step("runs from the first to the last cell without an error", async () => {
        await page.runAll(RUN_LIMIT_MS);
        assert.deepEqual(page.failures, []);
        assert.deepEqual(page.complaints, []);
      });

      await page.save();
      const notebook = await readNotebook(join(PROJECT, file));

      await test.step("draws each figure with all its traces, none wider than the notebook", async () => {
        const figures = beside(notebook, await page.outputs()).filter(({ data }) => PLOTLY in data);
        assert.ok(figures.length > 0);
        for (const { cell, data, seen } of figures) {
          const { data: traces } = Object(data[PLOTLY]);
          const { kind, isDrawn, isClipped } = seen ?? {};
          assert.deepEqual(
            { cell, kind, isDrawn, isClipped, traces: seen?.traces },
            { cell, kind: "plot", isDrawn: true, isClipped: false, traces: traces.length },
          );
        }
      });

      await test.step("moves progress and live figures while it runs", async () => {
        const changes = await page.changes();
        const code = notebook.cells.map(({ source }) => source).join("\n");
        const [bars, figures] = [
          changes.map(({ bars }) => bars),
          changes.map(({ figures }) => figures),
        ];
        if (/\bprogress\(/.test(code)) assert.ok(Math.max(...bars) > 1, `progress bars: ${bars}`);
        if (/\blive\(/.test(code)) assert.ok(Math.max(...figures) > 1, `live figures: ${figures}`);
      });

      await test.step("plays its sounds", async () => {
        const sounds = await page.playAll();
        assert.equal(
          sounds.length,
          beside(notebook, []).filter(({ data }) => html(data).includes("<audio")).length,
        );
        const silent = sounds.filter(({ seconds, readyState }) => seconds === 0 || readyState < 2);
        assert.deepEqual(silent, []);
      });

      for (const theme of ["Light", "Dark"] as const) {
        await test.step(`can be read with JupyterLab's theme ${theme}`, async () => {
          await page.useTheme(`JupyterLab ${theme}`);
          const texts = await page.contrasts();
          await keepScreenshot(page, `${title}_${theme.toLowerCase()}`);
          assert.ok(texts.length > 0);
          const weak = texts.filter(({ contrast }) => contrast < MIN_CONTRAST);
          assert.deepEqual(weak.map(({ text, contrast }) => `${contrast.toFixed(1)}: ${text}`), []);
        });
      }
    });
  });
}
