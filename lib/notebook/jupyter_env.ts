import { fileURLToPath } from "node:url";
import { pythonEnv, pythonEnvFolder } from "../python/python_env.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Folder of the virtual environment with JupyterLab, whether it is there or not. */
export function jupyterEnvFolder(): string {
  return pythonEnvFolder(REQUIREMENTS);
}

/**
 * Path of a Python interpreter that has JupyterLab and nbclient, see {@linkcode pythonEnv}.
 *
 * @param onLine Is given what pip says, where they must be installed first.
 */
export async function jupyterEnv(onLine?: (line: string) => void): Promise<string> {
  return await pythonEnv(REQUIREMENTS, onLine);
}
