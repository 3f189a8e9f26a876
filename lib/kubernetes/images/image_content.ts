import type { ModuleGraph } from "./module_graph.ts";

/** What an image holds of the project. */
export interface ImageContent {
  /** Paths in the project: modules, and files that they read. */
  files: readonly string[];
  /** Keys in {@linkcode ModuleGraph.packages}. */
  packages: readonly string[];
}

/** Declarations only: no program loads them. */
const TYPES = /^(@types\/|undici-types@)/;

/** Folders of files that a module reads: those of the server's page, and of the database's tables. */
const READ_BY: Record<string, string> = {
  "lib/serving/page/page_files.ts": "lib/serving/page/",
  "lib/database/migrate.ts": "lib/database/migrations/",
};

/**
 * What some scripts need to run, and nothing else: the modules and packages that they reach, and the files
 * that those modules read.
 *
 * @param projectFiles Paths of all files of the project.
 * @throws {Error} if a module is missing.
 */
export function imageContent(
  scripts: readonly string[],
  graph: ModuleGraph,
  projectFiles: readonly string[],
): ImageContent {
  const modules = reach(scripts, (path) => {
    const module = graph.modules.get(path);
    if (!module) throw new Error(`Wanted the module ${path}; the project has none`);
    return module.modules;
  });
  const imported = [...modules].flatMap((path) => graph.modules.get(path)?.packages ?? []);
  const packages = reach(imported, (key) => {
    const found = graph.packages.get(key);
    if (!found) throw new Error(`Wanted the package ${key}; deno.lock has none`);
    return found.dependencies.filter((dependency) => !TYPES.test(dependency));
  });
  const folders = [...modules].flatMap((path) => READ_BY[path] ?? []);
  const read = projectFiles.filter((path) =>
    !path.endsWith(".ts") && folders.some((folder) => path.startsWith(folder))
  );
  return { files: [...modules, ...read].sort(), packages: [...packages].sort() };
}

function reach(from: readonly string[], next: (item: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (seen.has(item)) continue;
    seen.add(item);
    open.push(...next(item));
  }
  return seen;
}
