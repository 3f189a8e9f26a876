import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { jupyterEnv } from "./jupyter_env.ts";
import { writeKernelSpec } from "./kernel_spec.ts";
import { readNotebook } from "./notebook_file.ts";

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
 * @param result Where the notebook goes with its outputs, up to the cell that failed.
 * @throws {Error} if the file is no notebook; if a cell throws or takes too long, or a promise or timer fails with nobody to catch it.
 */
export async function runNotebook(
  notebook: string,
  result: string,
  { env = {}, timeoutSeconds = 600 }: RunNotebookOptions = {},
): Promise<void> {
  await readNotebook(notebook);
  const kernels = await writeKernelSpec();
  const { success, stderr } = await new Deno.Command(await jupyterEnv(), {
    args: [RUNNER, resolve(notebook), resolve(result), String(timeoutSeconds)],
    env: {
      JUPYTER_PATH: kernels,
      JUPYTER_RUNTIME_DIR: join(kernels, "runtime"),
      JUPYTER_NO_CONFIG: "1",
      NO_COLOR: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      ...env,
    },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new Error(`${notebook} failed:\n${new TextDecoder().decode(stderr).trim()}`);
}
