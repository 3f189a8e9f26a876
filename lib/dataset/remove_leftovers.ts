import { join } from "node:path";

/** What `writeAtomically()` leaves where the process is killed. */
const TEMPORARY = /\.[0-9a-f-]{36}\.tmp$/;

/** Removes half-written files of a killed run from a dataset's folder: in `audio/*` and beside the manifest. */
export async function removeLeftovers(folder: string): Promise<void> {
  const audio = join(folder, "audio");
  const names = await Array.fromAsync(Deno.readDir(audio)).catch(() => []);
  const folders = names.filter((entry) => entry.isDirectory).map(({ name }) => join(audio, name));
  for (const place of [folder, ...folders]) {
    for await (const { name, isFile } of Deno.readDir(place)) {
      if (isFile && TEMPORARY.test(name)) await Deno.remove(join(place, name));
    }
  }
}
