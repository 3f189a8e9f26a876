import assert from "node:assert/strict";
import { join } from "node:path";
import { notebookJson, readNotebook } from "../lib/notebook/notebook_file.ts";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

/** Waits, as the end of a cell may overtake what the cell shows. */
const SHOW = `await Deno.jupyter.display({ "text/plain": "3" }, { raw: true });
await new Promise((resolve) => setTimeout(resolve, 150));`;

definePythonTest("notebook:run says where the outputs went", [], async () => {
  const path = join(await makeTempDir(), "sum.ipynb");
  await Deno.writeTextFile(path, notebookJson([SHOW]));
  const { code, out, err } = await runTask("notebook:run", [path]);
  assert.equal(code, 0, err);
  assert.equal(out, `Notebook with its outputs: ${path}\n`);
  const { cells } = await readNotebook(path);
  assert.equal(cells[0]?.outputs[0]?.data["text/plain"], "3");
});
