import { basename, dirname } from "node:path";

/**
 * A file or the content of a folder as a tar archive, by the system's `tar`: of any size and with any names.
 * Links become what they lead to.
 *
 * @throws into the stream where something cannot be read.
 */
export function tarStream(
  path: string,
  { isFile, signal }: { isFile: boolean; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const [folder, what] = isFile ? [dirname(path), `./${basename(path)}`] : [path, "."];
  const child = new Deno.Command("tar", {
    args: ["-c", "-h", "-f", "-", "-C", folder, what],
    env: { COPYFILE_DISABLE: "1" }, // macOS would add files of its own
    stdout: "piped",
    stderr: "piped",
    signal,
  }).spawn();
  const said = new Response(child.stderr).text();
  return child.stdout.pipeThrough(
    new TransformStream({
      async flush() {
        const { code } = await child.status;
        if (code !== 0) throw new Error(`tar cannot read ${path}: ${(await said).trim()}`);
      },
    }),
  );
}
