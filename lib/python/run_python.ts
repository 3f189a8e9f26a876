/**
 * Runs a Python program and returns what it prints.
 *
 * @param python See `pythonEnv()`.
 * @param source The program itself.
 * @throws {Error} with what stands on its stderr, if it fails.
 */
export async function runPython(
  python: string,
  source: string,
  args: readonly string[] = [],
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: ["-c", source, ...args],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }).output();
  if (success) return new TextDecoder().decode(stdout);
  throw new Error(`The Python program failed: ${new TextDecoder().decode(stderr).trim()}`);
}
