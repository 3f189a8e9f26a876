import { createHash } from "node:crypto";

/** What a file must be; what is left out does not matter. */
export interface ExpectedFile {
  sha256?: string;
  bytes?: number;
}

/** What tells a file from the expected one, as a clause for a message; `undefined` where nothing does. */
export async function checkFile(
  path: string,
  { sha256, bytes }: ExpectedFile,
): Promise<string | undefined> {
  const size = await fileSize(path);
  if (size === undefined) return "the file is missing";
  if (bytes !== undefined && size !== bytes) return `wanted ${bytes} bytes, got ${size}`;
  if (sha256 === undefined) return undefined;
  const digest = await fileSha256(path);
  return digest === sha256 ? undefined : `wanted SHA-256 ${sha256}, got ${digest}`;
}

/** In bytes; `undefined` where there is no such file. */
export async function fileSize(path: string): Promise<number | undefined> {
  return await Deno.stat(path).then(({ size }) => size, () => undefined);
}

/** The SHA-256 of a file, as 64 lower-case hex digits. */
export async function fileSha256(path: string): Promise<string> {
  using file = await Deno.open(path);
  const hash = createHash("sha256");
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}
