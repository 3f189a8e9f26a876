import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { definePythonTest } from "../python/test_peer.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { type Notebook, notebookJson, readNotebook } from "./notebook_file.ts";
import { runNotebook, type RunNotebookOptions } from "./run_notebook.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");

/** Runs cells as a notebook that lies in a folder of the project, as the kernel looks for deno.json there. */
async function runCells(cells: string[], options: RunNotebookOptions = {}): Promise<Notebook> {
  await Deno.mkdir(join(PROJECT, "out"), { recursive: true });
  const folder = await Deno.makeTempDir({ dir: join(PROJECT, "out") });
  try {
    const path = join(folder, "cells.ipynb");
    await Deno.writeTextFile(path, notebookJson(cells));
    await runNotebook(path, path, { timeoutSeconds: 30, ...options });
    return await readNotebook(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

definePythonTest(
  "runNotebook() fails where a cell throws, with what it threw, and keeps no output of an earlier run",
  [],
  async () => {
    const path = join(await makeTempDir(), "cells.ipynb");
    const notebook = JSON.parse(
      notebookJson(["const x = 1;", "throw new RangeError('small')", "x"]),
    );
    for (const cell of notebook.cells) {
      cell.outputs = [{ output_type: "stream", name: "stdout", text: "earlier" }];
      cell.execution_count = 7;
    }
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    await assert.rejects(runNotebook(path, path), {
      message: /cells\.ipynb failed:[^]*RangeError: small/,
    });
    const { cells } = await readNotebook(path);
    assert.deepEqual(
      cells.map(({ outputs }) => outputs.map(({ output_type }) => output_type)),
      [[], ["error"], []],
    );
    assert.deepEqual(cells.map(({ execution_count }) => execution_count), [1, 2, null]);
  },
);

definePythonTest(
  "runNotebook() fails at a rejection or timer that nobody catches",
  [],
  async () => {
    const timer = `setTimeout(() => { throw new Error("late"); }, 1);
await new Promise((resolve) => setTimeout(resolve, 20));`;
    await Promise.all([
      assert.rejects(runCells(["Promise.reject(new Error('forgotten')); 1", "2"]), {
        message: /Uncaught: Error: forgotten/,
      }),
      assert.rejects(runCells([timer]), { message: /Uncaught: Error: late/ }),
    ]);
  },
);

definePythonTest("runNotebook() stops at a cell that takes too long", [], async () => {
  const late = { timeoutSeconds: 1 };
  const startMs = performance.now();
  const cells = ["await new Promise((resolve) => setTimeout(resolve, 60_000));", "while (true);"];
  await Promise.all(
    cells.map((cell) =>
      assert.rejects(runCells([cell], late), { message: /timed out[^]*after 1 seconds/ })
    ),
  );
  assert.ok(performance.now() - startMs < 20_000, "their kernels end too");
});

definePythonTest(
  "Display helpers show figures, tables, sounds and the last state of what is live",
  [],
  async () => {
    const { cells } = await runCells([
      `import { audio } from "../../lib/notebook/audio.ts";
import { figure, live } from "../../lib/notebook/figure.ts";
import { progress } from "../../lib/notebook/progress.ts";
import { table } from "../../lib/notebook/table.ts";
const line = (points: number[]) => ({ data: [{ type: "scatter", name: "loss", y: points }], layout: { title: Deno.env.get("TITLE") } });`,
      `await figure(line([3, 1]));`,
      `await table(["class", "clips"], [["<dog>", 4]]);`,
      `await progress("Embedding", "clips", async (update) => { for (let i = 1; i <= 300; i++) { update(i, 300); await Promise.resolve(); } });`,
      `await live(async (draw) => { for (let i = 1; i <= 50; i++) { draw(() => line(Array(i).fill(1))); await Promise.resolve(); } });`,
      `await audio(new Float32Array(24_000), { title: "rain" });`,
    ], { env: { TITLE: "Learning" } });
    const shown = cells.map(({ outputs }) => outputs.map(({ data }) => data["text/plain"]));
    assert.deepEqual(shown[1], ["Figure: Learning\n  loss, 2 points"]);
    assert.deepEqual(shown[2], ["class  clips\n-----  -----\n<dog>      4"]);
    assert.match(String(shown[3]), /^Embedding: 300\/300 clips, \d\.\d s$/);
    assert.deepEqual(shown[4], ["Figure: Learning\n  loss, 50 points"]);
    assert.deepEqual(shown[5], ["rain: 1.5 s (run the cell to listen)"]);
    const html = cells.map(({ outputs }) => outputs[0]?.data["text/html"]);
    assert.match(String(html[1]), /^<img alt="Learning" src="data:image\/svg\+xml;base64,/);
    assert.match(String(html[2]), /<td[^>]*>&lt;dog&gt;<\/td>/);
    assert.match(String(html[4]), /^<img alt="Learning" src="data:image\/svg\+xml;base64,/);
  },
);

definePythonTest(
  "runNotebook() keeps what is committed: no Plotly data, no sound, no folder of the machine",
  [],
  async () => {
    const { cells } = await runCells([
      `import { display } from "../../lib/notebook/display.ts";
const plotly = { "application/vnd.plotly.v1+json": { data: [], layout: {} } };
await display({ ...plotly, "text/html": "<img>", "text/plain": Deno.cwd() });
await display({ "text/html": "<audio>", "text/plain": "file://" + Deno.cwd() + "/a.wav" });`,
    ]);
    const shown = cells[0]?.outputs.map(({ data }) => data);
    const folder = String(shown?.[0]?.["text/plain"]);
    assert.match(folder, /^\.\/out\/[0-9a-f]+$/);
    assert.deepEqual(shown, [
      { "text/html": "<img>", "text/plain": folder },
      { "text/plain": `${folder}/a.wav` },
    ]);
  },
);
