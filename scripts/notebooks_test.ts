import assert from "node:assert/strict";
import { basename, join, resolve } from "node:path";
import { readNotebook } from "../lib/notebook/notebook_file.ts";
import { NOTEBOOKS } from "./notebook_test_tools.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "..");
const MAX_NOTEBOOK_BYTES = 1e6;

const notebooks = [...Deno.readDirSync(NOTEBOOKS)]
  .map(({ name }) => join(NOTEBOOKS, name))
  .filter((path) => path.endsWith(".ipynb"));

/** A notebook's code as a file beside it: Deno checks nothing in the folders that deno.json excludes. */
async function withCells(check: (file: string) => Promise<void>, path: string): Promise<void> {
  const { cells } = await readNotebook(path);
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source);
  const file = `${path}.${crypto.randomUUID()}.ts`;
  await Deno.writeTextFile(file, `${code.join("\n\n")}\n`);
  try {
    await check(file);
  } finally {
    await Deno.remove(file);
  }
}

async function deno(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return success ? "" : decoder.decode(stdout) + decoder.decode(stderr);
}

for (const path of notebooks) {
  const name = basename(path);
  Deno.test(`${name}: its code is right to the type checker and the linter, and formatted`, () =>
    withCells(async (file) => {
      assert.equal(await deno("check", "--quiet", file), "");
      assert.equal(await deno("lint", "--quiet", file), "");
      const code = await Deno.readTextFile(file);
      await deno("fmt", "--quiet", "--no-config", "--line-width", "100", file);
      assert.equal(await Deno.readTextFile(file), code);
    }, path));

  Deno.test(`${name}: what is committed is small, has outputs, no errors and no paths of a machine`, async () => {
    const { cells } = await readNotebook(path);
    const content = await Deno.readTextFile(path);
    assert.ok(content.length < MAX_NOTEBOOK_BYTES, `${content.length} bytes`);
    const outputs = cells.flatMap(({ outputs }) => outputs);
    assert.ok(outputs.length > 0);
    assert.ok(outputs.every(({ output_type }) => output_type !== "error"));
    assert.doesNotMatch(JSON.stringify(outputs), /\/(home|root|Users|tmp|work)\//);
  });
}
