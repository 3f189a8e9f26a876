import { join, resolve } from "node:path";
import { type Notebook, readNotebook } from "../lib/notebook/notebook_file.ts";
import { runNotebook } from "../lib/notebook/run_notebook.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";

/** Where the project's notebooks lie. */
export const NOTEBOOKS = resolve(import.meta.dirname ?? ".", "../notebooks");

/** Everything that a notebook shows, as text. */
export function shown({ cells }: Notebook): string {
  return cells.flatMap(({ outputs }) => outputs.map(({ data }) => data["text/plain"])).join("\n");
}

/**
 * Runs one of the project's notebooks and gives what it shows, as text; the notebook stays as it is.
 *
 * @param name Of its file, such as "02_train.ipynb".
 * @param env Its parameters, by the variables that the script of the same name reads.
 * @throws {Error} if a cell fails.
 */
export async function textOfRun(name: string, env: Record<string, string>): Promise<string> {
  const result = join(await makeTempDir(), name);
  await runNotebook(join(NOTEBOOKS, name), result, { env });
  return shown(await readNotebook(result));
}
