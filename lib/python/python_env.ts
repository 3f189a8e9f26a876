import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";

const REQUIREMENTS = new URL("./requirements.txt", import.meta.url);

/**
 * Path of a Python interpreter that has the packages of requirements.txt, in a virtual environment under
 * the cache folder. Made at the first call (about half a minute), found again afterwards.
 *
 * @throws {Error} if there is no Python 3.10 or newer, or a package cannot be installed.
 */
export async function pythonEnv(): Promise<string> {
  const requirements = await Deno.readTextFile(REQUIREMENTS);
  const folder = join(cacheDir(), "python", sha256(requirements).slice(0, 12));
  const python = Deno.build.os === "windows"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
  const complete = join(folder, "complete");
  if (await exists(complete)) return python;
  await run("python3", ["-m", "venv", "--clear", folder], "Install Python 3.10 or newer");
  await run(
    python,
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS.pathname],
    "Check that the Python package index can be reached",
  );
  await writeAtomically(complete, "");
  return python;
}

async function run(program: string, args: string[], advice: string): Promise<void> {
  const command = new Deno.Command(program, { args, stdout: "null", stderr: "piped" });
  const failure = await command.output().then(
    ({ success, stderr }) => success ? undefined : new TextDecoder().decode(stderr).trim(),
    (cause: Error) => cause.message,
  );
  if (failure !== undefined) {
    throw new Error(`Cannot set up Python packages with ${program}: ${failure}. ${advice}.`);
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
