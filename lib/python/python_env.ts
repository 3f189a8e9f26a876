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
 * @param onLine Is given what pip says while it installs.
 * @throws {Error} if there is no Python 3.11 or newer, or a package cannot be installed.
 */
export async function pythonEnv(
  requirements: string = PEERS,
  onLine: (line: string) => void = () => {},
): Promise<string> {
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
      ["-m", "pip", "install", "--disable-pip-version-check", "-r", requirements],
      "Check that the Python package index can be reached",
      onLine,
    );
  });
  return python;
}

async function run(
  program: string,
  args: string[],
  advice: string,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  const child = new Deno.Command(program, { args, stdout: "piped", stderr: "piped" }).spawn();
  const [said, complaints] = await Promise.all([
    readAll(child.stdout, onLine),
    readAll(child.stderr, onLine),
  ]);
  if ((await child.status).success) return;
  const why = complaints.trim() || said.trim();
  throw new Error(`Cannot set up Python packages with ${program}: ${why}. ${advice}.`);
}

async function readAll(
  stream: ReadableStream<BufferSource>,
  onLine: (line: string) => void,
): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    onLine(part.trimEnd().split("\n").at(-1) ?? "");
  }
  return text;
}
