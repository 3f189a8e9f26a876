/** How a program is run. */
export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 *
 * @returns What it printed.
 * @throws {Error} with the end of what it complained of, if it fails or is not there.
 */
export async function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(program, { args, ...options })
    .output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  const complaint = decoder.decode(stderr).trim().split("\n").slice(-5).join("\n");
  throw new Error(`${program} ended with exit code ${code}: ${complaint}`);
}
