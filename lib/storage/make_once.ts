import { join } from "node:path";

/** In a finished folder: says that it is whole. */
const COMPLETE = "complete";

/**
 * Makes a folder that is costly to make and must be whole, such as installed packages: once, however many
 * processes want it at the same time. The others wait. One that was left half-made (the process was
 * killed) is emptied and made again.
 *
 * Waits on the operating system's file lock, which ends with the process that holds it, so that none is
 * ever left behind.
 *
 * @param make Fills the empty folder, with anything but a file "complete". Where it throws, nothing is left
 * and the next call starts again.
 */
export async function makeOnce(folder: string, make: () => Promise<void>): Promise<void> {
  const complete = join(folder, COMPLETE);
  if (await exists(complete)) return;
  await Deno.mkdir(join(folder, ".."), { recursive: true });
  using lock = await Deno.open(`${folder}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (await exists(complete)) return;
  await removeFolder(folder);
  await Deno.mkdir(folder);
  try {
    await make();
  } catch (error) {
    await removeFolder(folder).catch(() => {}); // the next call tries that again
    throw error;
  }
  await Deno.writeTextFile(complete, "");
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function removeFolder(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
