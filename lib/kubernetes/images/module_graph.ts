import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { walkFiles } from "../../storage/walk_files.ts";

/** A package of node_modules. */
export interface NpmPackage {
  name: string;
  version: string;
  /** Keys of the packages that it imports, in {@linkcode ModuleGraph.packages}. */
  dependencies: readonly string[];
  /** Its folder in node_modules. */
  localPath: string;
}

/** What the project's modules import when they run; imports of types alone are left out. */
export interface ModuleGraph {
  /** By path in the project, with slashes: "lib/cli/print.ts". */
  modules: ReadonlyMap<string, { modules: readonly string[]; packages: readonly string[] }>;
  /** By what deno.lock calls them. */
  packages: ReadonlyMap<string, NpmPackage>;
}

const DenoInfo = z.object({
  redirects: z.record(z.string(), z.string()).default({}),
  modules: z.array(z.object({
    specifier: z.string(),
    error: z.string().optional(),
    npmPackage: z.string().optional(),
    dependencies: z.array(z.object({
      code: z.object({ specifier: z.string().optional() }).optional(),
    })).default([]),
  })),
  npmPackages: z.record(
    z.string(),
    z.object({
      name: z.string(),
      version: z.string(),
      dependencies: z.array(z.string()),
      localPath: z.string(),
    }),
  ),
});

/** Modules that a program names instead of importing them: workers, and what it loads when it needs it. */
const NAMED_MODULE = /new URL\("(\.{1,2}\/[^"]+\.ts)",\s*import\.meta\.url\)/g;

/** Packages whose files a program reads. */
const NAMED_PACKAGE = /import\.meta\.resolve\("([^."][^"]*)"\)/g;

/**
 * Reads the graph of all modules in lib/ and of some scripts, from Deno's own (`deno info`). A module that
 * is missing or has mistakes is not in it.
 *
 * @param project The project's folder, whose packages are installed.
 * @throws {Error} if deno.lock does not fit deno.json.
 */
export async function readModuleGraph(
  project: string,
  scripts: readonly string[],
): Promise<ModuleGraph> {
  const lib = (await Array.fromAsync(walkFiles(join(project, "lib"))))
    .filter((path) => path.endsWith(".ts") && !path.endsWith("test.ts"));
  const info = await denoInfo(project, [...scripts, ...lib.map((path) => `lib/${path}`)]);
  const packageOf = new Map(info.modules.map((module) => [module.specifier, module.npmPackage]));
  const imports = await readImportMap(project);
  const modules = new Map<string, { modules: string[]; packages: string[] }>();
  const root = pathToFileURL(`${project}/`).href;
  for (const { specifier, error, dependencies } of info.modules) {
    if (!specifier.startsWith(root) || error !== undefined) continue;
    const text = withoutDocs(await Deno.readTextFile(fileURLToPath(specifier)));
    const imported = dependencies.flatMap(({ code }) => code?.specifier ?? [])
      .map((target) => info.redirects[target] ?? target);
    const named = matches(text, NAMED_MODULE).map((path) => new URL(path, specifier).href);
    const read = matches(text, NAMED_PACKAGE).map((name) => imports[name] ?? name);
    modules.set(inProject(project, specifier), {
      modules: [...imported, ...named].filter((target) => target.startsWith(root))
        .map((target) => inProject(project, target)),
      packages: [
        ...imported.flatMap((target) => packageOf.get(target) ?? []),
        ...read.map((target) => target.replace("npm:", "")),
      ],
    });
  }
  return { modules, packages: new Map(Object.entries(info.npmPackages)) };
}

async function denoInfo(project: string, paths: string[]): Promise<z.output<typeof DenoInfo>> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  const lines = paths.map((path) => `import "${pathToFileURL(join(project, path)).href}";`);
  await Deno.writeTextFile(entry, lines.join("\n"));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--frozen", "--config", join(project, "deno.json"), entry],
  }).output();
  await Deno.remove(entry);
  if (code !== 0) throw new Error(`deno info failed: ${new TextDecoder().decode(stderr)}`);
  return DenoInfo.parse(JSON.parse(new TextDecoder().decode(stdout)));
}

async function readImportMap(project: string): Promise<Record<string, string>> {
  const config = z.object({ imports: z.record(z.string(), z.string()) });
  return config.parse(JSON.parse(await Deno.readTextFile(join(project, "deno.json")))).imports;
}

/** Examples in JSDoc are no code. */
function withoutDocs(text: string): string {
  return text.replace(/^\s*\*.*$/gm, "");
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

function inProject(project: string, specifier: string): string {
  return relative(project, fileURLToPath(specifier)).replaceAll("\\", "/");
}
