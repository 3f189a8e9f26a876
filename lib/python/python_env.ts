import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir } from "../storage/cache_dir.ts";
import { makeOnce } from "../storage/make_once.ts";
import { sha256 } from "../storage/sha256.ts";
import { findPython, PYTHON_ADVICE } from "./find_python.ts";

/** What the tests and benches compare this project with. */
const PEERS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Folder of the virtual environment for the present text of a requirements file, whether it is there or not. */
export function pythonEnvFolder(requirements: string = PEERS): string {
  return join(cacheDir(), "python", sha256(Deno.readTextFileSync(requirements)).slice(0, 12));
}

/**
 * Path of a Python interpreter that has the packages of a requirements file, in a virtual environment under
 * the cache folder. Made at the first call (about half a minute), found again afterwards.
 *
 * @param requirements Path of the file (https://pip.pypa.io/en/stable/reference/requirements-file-format/).
 * @throws {Error} if there is no Python 3.11 or newer, or a package cannot be installed.
 */
export async function pythonEnv(requirements: string = PEERS): Promise<string> {
  const folder = pythonEnvFolder(requirements);
  const python = Deno.build.os === "windows"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
  await makeOnce(folder, async () => {
    const base = await findPython();
    if (!base) throw new Error(`Cannot find Python: ${PYTHON_ADVICE}.`);
    await run(base.command, ["-m", "venv", folder], PYTHON_ADVICE);
    await run(
      python,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements],
      "Check that the Python package index can be reached",
    );
  });
  return python;
}

async function run(program: string, args: string[], advice: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim()).join("\n");
  throw new Error(`Cannot set up Python packages with ${program}: ${said.trim()}. ${advice}.`);
}
