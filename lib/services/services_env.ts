import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonEnv } from "../python/python_env.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Path of a program of the Python packages that the services come from, see {@linkcode pythonEnv}. */
export async function servicesProgram(name: "mlflow" | "weed"): Promise<string> {
  return join(dirname(await pythonEnv(REQUIREMENTS)), name);
}
