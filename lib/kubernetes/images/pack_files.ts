import { dirname, join, relative, resolve } from "node:path";
import { walkFiles } from "../../storage/walk_files.ts";
import type { ImageContent } from "./image_content.ts";
import type { ModuleGraph } from "./module_graph.ts";
import { isNeedlessFile } from "./needless_file.ts";

/**
 * Copies what an image holds into a folder, in which it lies as in the project: packages in
 * node_modules/.deno, with the links through which they and the project find them.
 *
 * @param linked The packages that links may lead to: those that lie in another layer too.
 */
export async function packFiles(
  project: string,
  { files, packages }: ImageContent,
  graph: ModuleGraph,
  out: string,
  linked: readonly string[] = packages,
): Promise<void> {
  for (const file of files) await copyInto(join(project, file), join(out, file));
  const targets = new Set(linked.flatMap((key) => graph.packages.get(key)?.localPath ?? []));
  const copyLinksFrom = async (folder: string) =>
    await copyLinks(folder, join(out, relative(project, folder)), targets);
  for (const { name, localPath } of packages.flatMap((key) => graph.packages.get(key) ?? [])) {
    await copyPackage(name, localPath, join(out, relative(project, localPath)));
    await copyLinksFrom(parentOf(localPath, name));
  }
  await copyLinksFrom(join(project, "node_modules"));
}

async function copyPackage(name: string, from: string, to: string): Promise<void> {
  for await (const path of walkFiles(from)) {
    if (isNeedlessFile(name, path, Deno.build.arch)) continue;
    await copyInto(join(from, path), join(to, path));
  }
}

async function copyInto(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  await Deno.copyFile(from, to);
}

/** The node_modules folder that a package lies in. */
function parentOf(packagePath: string, name: string): string {
  return name.split("/").reduce(dirname, packagePath);
}

/** Copies the links of a node_modules folder, and of the scopes in it, that lead to one of some packages. */
async function copyLinks(from: string, to: string, targets: ReadonlySet<string>): Promise<void> {
  for await (const { name, isSymlink, isDirectory } of Deno.readDir(from)) {
    const path = join(from, name);
    if (isDirectory && name.startsWith("@")) await copyLinks(path, join(to, name), targets);
    if (!isSymlink) continue;
    const target = await Deno.readLink(path);
    if (!targets.has(resolve(from, target))) continue;
    await Deno.mkdir(to, { recursive: true });
    await Deno.symlink(target, join(to, name));
  }
}
