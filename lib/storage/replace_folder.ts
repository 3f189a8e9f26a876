import { dirname, resolve } from "node:path";

/** JupyterLab leaves this folder beside each file that it opens: it says nothing of who made the others. */
const CHECKPOINTS = ".ipynb_checkpoints";

/**
 * Fills a folder so that it is there whole or not at all: it is written beside its place under another
 * name and then renamed. When `fill` throws, the half-written folder is removed and an older one stays.
 *
 * @param isReplaceable Told the names in an existing folder, says whether it may be replaced: what was
 * made by someone else stays.
 * @throws {Error} if the folder exists and may not be replaced.
 */
export async function replaceFolder(
  path: string,
  isReplaceable: (names: readonly string[]) => boolean,
  fill: (temporaryFolder: string) => Promise<void>,
): Promise<void> {
  const folder = resolve(path); // without a slash at its end, so that a name can be put behind it
  const old = await replaceableNames(folder, isReplaceable);
  await Deno.mkdir(dirname(folder), { recursive: true });
  const beside = `${folder}.${crypto.randomUUID()}`;
  const temporary = `${beside}.tmp`;
  try {
    await Deno.mkdir(temporary);
    await fill(temporary);
    if (old === undefined) await Deno.rename(temporary, folder);
    else await swap(temporary, folder, `${beside}.old`);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
}

/**
 * Says before long work whether {@linkcode replaceFolder} will do at its end.
 *
 * @returns Whether there is an older folder with something in it, which will be replaced.
 * @throws {Error} if the folder exists and may not be replaced.
 */
export async function checkReplaceable(
  path: string,
  isReplaceable: (names: readonly string[]) => boolean,
): Promise<boolean> {
  const old = await replaceableNames(resolve(path), isReplaceable);
  return old !== undefined && old.length > 0;
}

/** The names in a folder that may be replaced; `undefined` where there is none yet. */
async function replaceableNames(
  folder: string,
  isReplaceable: (names: readonly string[]) => boolean,
): Promise<string[] | undefined> {
  const names = await namesIn(folder);
  if (names === undefined || names.length === 0) return names;
  if (isReplaceable(names.filter((name) => name !== CHECKPOINTS))) return names;
  throw new Error(
    `Cannot write to ${folder}: the folder exists and holds something else (${
      names.slice(0, 3).join(", ")
    }). Choose another folder, or remove it`,
  );
}

/** Puts `next` in the place of `folder`, and takes that back where it fails halfway. */
async function swap(next: string, folder: string, aside: string): Promise<void> {
  await Deno.rename(folder, aside);
  try {
    await Deno.rename(next, folder);
  } catch (error) {
    await Deno.rename(aside, folder);
    throw error;
  }
  await Deno.remove(aside, { recursive: true });
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return undefined;
    throw new Error(`Cannot write to ${folder}: wanted a folder or nothing there`, { cause });
  }
}
