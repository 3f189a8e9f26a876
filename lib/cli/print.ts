const encoder = new TextEncoder();

/** Writes a line of results to stdout. */
export function print(line: string): void {
  writeAll(Deno.stdout, line);
}

/** Writes a line for people to stderr: notes, warnings, what is being done. */
export function printNote(line: string): void {
  writeAll(Deno.stderr, line);
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  let rest = encoder.encode(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
}
