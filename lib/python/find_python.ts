/** The oldest Python that the packages of requirements.txt support. */
const OLDEST = [3, 11] as const;

/** What to do where {@linkcode findPython} finds none. */
export const PYTHON_ADVICE = `Install Python ${
  OLDEST.join(".")
} or newer with its venv module, or name one in the variable PYTHON`;

/** A Python on this machine that the peers can run on. */
export interface Python {
  /** The command, `python3` unless the variable PYTHON names another. */
  command: string;
  version: string;
}

/** Finds a Python that is new enough, or `undefined`. */
export async function findPython(
  command: string = Deno.env.get("PYTHON") || "python3",
): Promise<Python | undefined> {
  const version = await askVersion(command).catch(() => undefined); // no such command
  return version && isNewEnough(version) ? { command, version } : undefined;
}

async function askVersion(command: string): Promise<string | undefined> {
  const { success, stdout } = await new Deno.Command(command, {
    args: ["-c", "import platform, venv; print(platform.python_version())"],
    stderr: "null",
  }).output();
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
