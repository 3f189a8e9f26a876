import assert from "node:assert/strict";
import { join, relative, resolve, sep } from "node:path";
import { z } from "zod";

/**
 * What each folder of lib/ may import besides itself. Data flows from left to right: a pipeline folder
 * sees the foundation and what stands left of it, and nothing that stands beside.
 */
const FOUNDATION = ["workers", "cli", "storage", "postgres", "onnx", "audio"];
const PIPELINE = [
  "dataset",
  "backbone",
  "training",
  "evaluation",
  "model",
  "prediction",
  "serving",
];
const BESIDE = [
  "tracking",
  "plots",
  "notebook",
  "exploration",
  "push",
  "python",
  "services",
  "database",
  "kubernetes",
];

const LIB = import.meta.dirname ?? "lib";

function mayImport(folder: string): string[] {
  if (FOUNDATION.includes(folder)) return FOUNDATION;
  if (BESIDE.includes(folder)) return [...FOUNDATION, ...PIPELINE, ...BESIDE];
  return [...FOUNDATION, ...PIPELINE.slice(0, PIPELINE.indexOf(folder) + 1)];
}

const DenoInfo = z.object({
  modules: z.array(z.object({
    specifier: z.string(),
    dependencies: z.array(z.object({
      code: z.object({ specifier: z.string().optional() }).optional(),
      type: z.object({ specifier: z.string().optional() }).optional(),
    })).default([]),
  })),
});

/** Every import of a file of lib/ from another file of the project, from Deno's own module graph. */
async function importsOfLib(): Promise<{ from: string; to: string }[]> {
  const files = [...walk(LIB)].filter((path) => path.endsWith(".ts") && !path.endsWith("test.ts"));
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(entry, files.map((path) => `import "file://${path}";`).join("\n"));
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", join(LIB, "../deno.json"), entry],
  }).output();
  await Deno.remove(entry);
  const { modules } = DenoInfo.parse(JSON.parse(new TextDecoder().decode(stdout)));
  return modules.filter(isInLib).flatMap(({ specifier, dependencies }) =>
    dependencies
      .flatMap(({ code, type }) => [code?.specifier, type?.specifier])
      .filter((target) => target !== undefined)
      .filter(isInProject)
      .map((target) => ({ from: pathInLib(specifier), to: pathInLib(target) }))
  );
}

function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* walk(path);
    else yield path;
  }
}

const isInLib = ({ specifier }: { specifier: string }) => specifier.startsWith(`file://${LIB}/`);
const isInProject = (specifier: string) =>
  ["lib", "scripts"].some((folder) =>
    specifier.startsWith(`file://${resolve(LIB, "..", folder)}/`)
  );
const pathInLib = (specifier: string) => relative(LIB, new URL(specifier).pathname);
const folderOf = (path: string) => path.split(sep)[0] ?? "";

Deno.test("lib/ has only folders that have a place in the data flow", () => {
  const known = [...FOUNDATION, ...PIPELINE, ...BESIDE];
  const folders = [...Deno.readDirSync(LIB)].filter(({ isDirectory }) => isDirectory);
  assert.deepEqual(folders.map(({ name }) => name).filter((name) => !known.includes(name)), []);
});

Deno.test("Nothing in lib/ imports what stands right of it in the data flow, or a script", async () => {
  const imports = await importsOfLib();
  assert.ok(imports.length > 50, `wanted the module graph, got ${imports.length} imports`);
  const wrong = imports.filter(({ from, to }) => !mayImport(folderOf(from)).includes(folderOf(to)));
  assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
});
