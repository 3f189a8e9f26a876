import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { writeAtomically } from "../storage/write_atomically.ts";

/**
 * Writes a kernel specification for the Deno that is running now
 * (https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs).
 *
 * `deno jupyter --install` writes to the home folder only, so that two versions of Deno would overwrite
 * each other's.
 *
 * @returns The folder to name in the variable JUPYTER_PATH.
 */
export async function writeKernelSpec(): Promise<string> {
  const folder = join(cacheDir(), "jupyter");
  const spec = {
    argv: [Deno.execPath(), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  await writeAtomically(join(folder, "kernels", "deno", "kernel.json"), JSON.stringify(spec));
  return folder;
}
