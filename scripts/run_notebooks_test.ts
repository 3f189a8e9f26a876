import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const README = resolve(import.meta.dirname ?? ".", "../README.md");

Deno.test("notebook:run says in one line what is no notebook, and leaves it as it is", async () => {
  const folder = await makeTempDir();
  const other = join(folder, "other.ipynb");
  await Deno.writeTextFile(other, '{"cells": 3}');
  const cases: [args: string[], code: number, message: string][] = [
    [["nope.ipynb"], 1, "Error: Cannot read the notebook nope.ipynb: there is no such file"],
    [[README], 1, `Error: Cannot read ${README}: wanted a Jupyter notebook of format 4 (.ipynb)`],
    [[other], 1, `Error: Cannot read ${other}: wanted a Jupyter notebook of format 4 (.ipynb)`],
    [["--fast"], 2, "Error: unknown option '--fast'"],
  ];
  for (const [args, code, message] of cases) {
    const result = await runTask("notebook:run", args);
    assert.equal(result.code, code, result.err);
    const lines = result.err.split("\n").filter((line) => !/^(Running|Use --help|$)/.test(line));
    assert.deepEqual(lines, [message]);
    assert.equal(result.out, "");
  }
  assert.equal(await Deno.readTextFile(other), '{"cells": 3}');
});
