/**
 * For tests: runs a program's text, which imports as a file of this folder would, where no file can become
 * larger than a megabyte; that stands for a full disk. Not on Windows.
 *
 * @returns The message of the error that it ended with.
 */
export async function runOnFullDisk(source: string): Promise<string> {
  const limited = ["-c", 'trap "" XFSZ; ulimit -f 2048; exec "$@"', "sh"]; // in blocks of 512 bytes
  const program = `try { ${source} } catch (error) { console.log(error.message); }`;
  const { stdout } = await new Deno.Command("sh", {
    args: [...limited, Deno.execPath(), "eval", program],
    cwd: import.meta.dirname ?? ".",
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout).trim();
}
