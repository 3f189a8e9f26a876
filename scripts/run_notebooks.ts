/**
 * Executes notebooks from the first to the last cell with the Deno kernel and keeps their outputs.
 *
 *   deno task notebook:run                               # all of notebooks/
 *   deno task notebook:run notebooks/02_train.ipynb
 *   HEAD=mlp deno task notebook:run notebooks/02_train.ipynb
 *
 * A notebook's parameters are read from the variables that its script reads. Outputs are kept as they are
 * committed: figures as pictures, sounds as a line of text, no folder of this machine. Where a cell fails
 * the command ends with 1 and the notebook shows the error.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { runNotebook } from "../lib/notebook/run_notebook.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));

async function main(): Promise<void> {
  const { positional } = parseCommand({
    name: "notebook:run",
    summary: "Executes notebooks with the Deno kernel and keeps their outputs.",
    positional: { name: "NOTEBOOK", description: "Notebooks; all of notebooks/ by default" },
    flags: {},
  });
  const notebooks = positional.length > 0 ? positional : await listNotebooks();
  for (const notebook of notebooks) {
    printNote(`Running ${notebook}`);
    await runNotebook(notebook, notebook);
    print(`Notebook with its outputs: ${notebook}`);
  }
}

async function listNotebooks(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(NOTEBOOKS));
  return entries.map(({ name }) => name).filter((name) => name.endsWith(".ipynb")).sort()
    .map((name) => join(NOTEBOOKS, name));
}

await runScript(main);
