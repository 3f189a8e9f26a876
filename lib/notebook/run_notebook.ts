import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "../storage/write_atomically.ts";
import { committedForm, type Place } from "./committed_form.ts";
import { jupyterEnv } from "./jupyter_env.ts";
import { writeKernelSpec } from "./kernel_spec.ts";
import { readNotebook } from "./notebook_file.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");
const RUNNER = fileURLToPath(new URL("./run_notebook.py", import.meta.url));

/** How a notebook is run. */
export interface RunNotebookOptions {
  /** Variables that its parameters cell reads, beside those of this process. */
  env?: Record<string, string>;
  /** Longest that a cell may take; 600 by default. */
  timeoutSeconds?: number;
}

/**
 * Executes a notebook from its first to its last cell with the Deno kernel, in the notebook's folder, by
 * `nbclient` (https://nbclient.readthedocs.io).
 *
 * @param result Where the notebook goes with its outputs, up to the cell that failed: in the form in which
 * it is committed, see {@linkcode committedForm}, and whole or not at all. It may be the notebook itself.
 * @throws {Error} if the file is no notebook; if a cell throws or takes too long, or a promise or timer fails with nobody to catch it.
 */
export async function runNotebook(
  notebook: string,
  result: string,
  { env = {}, timeoutSeconds = 600 }: RunNotebookOptions = {},
): Promise<void> {
  await readNotebook(notebook);
  const kernels = await writeKernelSpec();
  const executed = await Deno.makeTempFile({ dir: kernels, suffix: ".ipynb" });
  try {
    const problem = await execute(notebook, executed, timeoutSeconds, {
      JUPYTER_PATH: kernels,
      JUPYTER_RUNTIME_DIR: join(kernels, "runtime"),
      JUPYTER_NO_CONFIG: "1",
      NO_COLOR: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      ...env,
    });
    const text = await Deno.readTextFile(executed);
    if (text !== "") await writeAtomically(result, committedForm(text, places()));
    if (problem !== undefined) throw new Error(`${notebook} failed:\n${problem}`);
  } finally {
    await Deno.remove(executed);
  }
}

/** @returns What went wrong, if anything did. */
async function execute(
  notebook: string,
  executed: string,
  timeoutSeconds: number,
  env: Record<string, string>,
): Promise<string | undefined> {
  const { success, stderr } = await new Deno.Command(await jupyterEnv(), {
    args: [RUNNER, resolve(notebook), executed, String(timeoutSeconds)],
    env,
    stdout: "null",
    stderr: "piped",
  }).output();
  return success ? undefined : new TextDecoder().decode(stderr).trim();
}

/** Folders that differ from machine to machine. */
function places(): Place[] {
  const named = [
    { folder: PROJECT, name: "." },
    { folder: tmpdir(), name: "$TMPDIR" },
    { folder: Deno.env.get("HOME"), name: "~" },
    { folder: Deno.env.get("YAMNET_KIT_ASSETS"), name: "$YAMNET_KIT_ASSETS" },
  ];
  return named.flatMap(({ folder, name }) => {
    const isUsable = folder && dirname(folder) !== folder; // a home folder may be the root
    return isUsable ? [{ folder: resolve(folder), name }] : [];
  });
}
