import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { definePeerTest } from "../python/test_peer.ts";
import { type Notebook, notebookJson, readNotebook } from "./notebook_file.ts";
import { runNotebook } from "./run_notebook.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");

/** Runs cells as a notebook that lies in a folder of the project, as the kernel looks for deno.json there. */
async function runCells(cells: string[], env: Record<string, string> = {}): Promise<Notebook> {
  await Deno.mkdir(join(PROJECT, "out"), { recursive: true });
  const folder = await Deno.makeTempDir({ dir: join(PROJECT, "out") });
  try {
    const path = join(folder, "cells.ipynb");
    await Deno.writeTextFile(path, notebookJson(cells));
    await runNotebook(path, path, { env, timeoutSeconds: 30 });
    return await readNotebook(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

definePeerTest("runNotebook() fails where a cell throws, with what it threw", [], async () => {
  await assert.rejects(runCells(["const x = 1;", "throw new RangeError('too small')"]), {
    message: /cells\.ipynb failed:[^]*RangeError: too small/,
  });
});

definePeerTest("runNotebook() fails at a rejection or timer that nobody catches", [], async () => {
  await assert.rejects(runCells(["Promise.reject(new Error('forgotten')); 1", "2"]), {
    message: /Uncaught: Error: forgotten/,
  });
  const timer = `setTimeout(() => { throw new Error("late"); }, 1);
await new Promise((resolve) => setTimeout(resolve, 20));`;
  await assert.rejects(runCells([timer]), { message: /Uncaught: Error: late/ });
});

definePeerTest(
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
    ], { TITLE: "Learning" });
    const shown = cells.map(({ outputs }) => outputs.map(({ data }) => data["text/plain"]));
    assert.deepEqual(shown[1], ["Figure: Learning\n  loss, 2 points"]);
    assert.deepEqual(shown[2], ["class  clips\n-----  -----\n<dog>      4"]);
    assert.match(String(shown[3]), /^Embedding: 300\/300 clips, \d\.\d s$/);
    assert.deepEqual(shown[4], ["Figure: Learning\n  loss, 50 points"]);
    const plotly = cells[1]?.outputs[0]?.data["application/vnd.plotly.v1+json"];
    assert.deepEqual(plotly, {
      data: [{ type: "scatter", name: "loss", y: [3, 1] }],
      layout: { title: "Learning" },
    });
    assert.match(String(cells[2]?.outputs[0]?.data["text/html"]), /<td[^>]*>&lt;dog&gt;<\/td>/);
  },
);
