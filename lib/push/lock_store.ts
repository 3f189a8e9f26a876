import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { sha256 } from "../storage/sha256.ts";

/**
 * Keeps a file store to one push to a server at a time, on this machine: two would not see each other's runs
 * and make each twice. The operating system's lock ends with the process that holds it.
 *
 * @throws {Error} if another push is under way.
 */
export async function lockStore(root: string, server: string): Promise<Disposable> {
  const key = sha256(JSON.stringify([await Deno.realPath(root), server])).slice(0, 16);
  const folder = join(cacheDir(), "push");
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(join(folder, `${key}.lock`), { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new Error(
    `Cannot push ${root}: another push of it to ${server} is under way. Wait for its end`,
  );
}
