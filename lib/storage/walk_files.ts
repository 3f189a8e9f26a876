import { join, sep } from "node:path";
import { insideFolder, isMissing } from "./inside_folder.ts";
import { isHidden } from "./is_hidden.ts";
import { isTemporary } from "./write_atomically.ts";

/**
 * The files of a folder and of those below by name, as relative paths with slashes; none where there is no
 * folder. What `writeAtomically()` has not finished is passed over.
 *
 * @throws {Error} for a symbolic link that leads out of the folder, to nothing or in a circle, and for what is
 * neither file nor folder. Such things are passed over where they are hidden, as in a `.venv`.
 */
export async function* walkFiles(root: string, folder = ""): AsyncIterable<string> {
  for (const entry of await entriesByName(join(root, folder))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const found = await fileOrFolder(root, path, entry);
    if (found?.isDirectory) yield* walkFiles(root, path);
    else if (found && !isTemporary(entry.name)) yield path;
  }
}

async function entriesByName(folder: string): Promise<Deno.DirEntry[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** What is at a path, behind a link too; nothing where it is hidden and none of both. */
async function fileOrFolder(
  root: string,
  path: string,
  entry: Deno.DirEntry,
): Promise<Deno.DirEntry | Deno.FileInfo | undefined> {
  try {
    const found = entry.isSymlink ? await followLink(root, path) : entry;
    if (found.isFile || found.isDirectory) return found;
    throw cannotList(root, path, "it is neither a file nor a folder");
  } catch (cause) {
    if (!isHidden(path)) throw cause;
  }
}

async function followLink(root: string, path: string): Promise<Deno.FileInfo> {
  const place = await insideFolder(root, path);
  const target = await Deno.realPath(place);
  if (`${await Deno.realPath(join(place, ".."))}${sep}`.startsWith(`${target}${sep}`)) {
    throw cannotList(root, path, "it is a link that leads in a circle");
  }
  return await Deno.stat(target);
}

function cannotList(root: string, path: string, problem: string): Error {
  return new Error(`Cannot list ${join(root, path)}: ${problem}`);
}
