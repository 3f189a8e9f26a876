import { fileURLToPath } from "node:url";
import { pythonEnv } from "../python/python_env.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Path of a Python interpreter that has JupyterLab and nbclient, see {@linkcode pythonEnv}. */
export async function jupyterEnv(): Promise<string> {
  return await pythonEnv(REQUIREMENTS);
}
