import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { committedForm } from "../lib/notebook/committed_form.ts";
import { type Notebook, readNotebook } from "../lib/notebook/notebook_file.ts";
import { NOTEBOOKS } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";

const MAX_NOTEBOOK_BYTES = 1e6;

/** Folders as they are named on one machine only. */
const OWN_FOLDER = /(\/(home|root|Users|tmp|work|private|var\/folders)|[A-Z]:\\+Users)[/\\]/;

/** The notebooks' scripts, by the names of their tasks. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "01_create_dataset.ipynb": "dataset",
  "02_train.ipynb": "train",
  "03_evaluate.ipynb": "evaluate",
  "04_serve.ipynb": "serve",
};

/**
 * A notebook prints no document, has no exit code, makes no part for others and writes no rows for SQL. Its
 * server is there for the notebook: it has the limits that servers have by default.
 */
const OF_SCRIPTS_ONLY = [
  "JSON_OUTPUT",
  "DATABASE_URL",
  "DATASET_SHARD",
  "DATASET_SHARDS",
  "DATASET_STRICT",
];
const OF_SERVERS_ONLY = /^SERVE_(?!(HOST|PORT|WORKERS|TOKENS)$)/;

const paths = [...Deno.readDirSync(NOTEBOOKS)]
  .map(({ name }) => join(NOTEBOOKS, name))
  .filter((path) => path.endsWith(".ipynb"));

/** The code of each notebook as a file beside it: Deno checks nothing in the folders that deno.json excludes. */
async function withCode(check: (files: string[]) => Promise<void>): Promise<void> {
  const files: string[] = [];
  try {
    for (const path of paths) {
      const { cells } = await readNotebook(path);
      const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) =>
        source
      );
      files.push(`${path}.${crypto.randomUUID()}.ts`);
      await Deno.writeTextFile(files.at(-1) ?? "", `${code.join("\n\n")}\n`);
    }
    await check(files);
  } finally {
    await Promise.all(files.map((file) => Deno.remove(file)));
  }
}

/** What Deno says about files; nothing where it is content. */
async function deno(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: NOTEBOOKS,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return success ? "" : decoder.decode(stdout) + decoder.decode(stderr);
}

Deno.test("Notebooks' code is right to the type checker and the linter, and formatted", () =>
  withCode(async (files) => {
    assert.equal(await deno("check", "--quiet", ...files), "");
    assert.equal(await deno("lint", "--quiet", ...files), "");
    const format = ["--no-config", "--line-width", "100"];
    assert.equal(await deno("fmt", "--check", ...format, ...files), "");
  }));

/** What is drawn, in SVG, beside what is said. */
function pictures({ cells }: Notebook): string[] {
  const html = cells.flatMap(({ outputs }) => outputs.map(({ data }) => data["text/html"] ?? ""));
  return html.flatMap((text) =>
    [...text.matchAll(/data:image\/svg\+xml;base64,([^"]+)/g)]
      .map(([, base64 = ""]) => new TextDecoder().decode(Uint8Array.fromBase64(base64)))
  );
}

for (const path of paths) {
  const name = basename(path);

  Deno.test(`${name}: opens with what it shows and what it needs`, async () => {
    const { cells: [first] } = await readNotebook(path);
    assert.equal(first?.cell_type, "markdown");
    assert.match(first.source, /^# .+\n[^]*\bneeds\b/);
  });

  Deno.test(`${name}: reads in its first cell the variables that its script reads`, async () => {
    const { out } = await runTask(SCRIPTS[name] ?? name, ["--help"]);
    const variables = [...out.matchAll(/\(env:\s+([^)]+)\)/g)]
      .flatMap(([, names = ""]) => names.split(/,\s+/))
      .filter((variable) => !OF_SCRIPTS_ONLY.includes(variable) && !OF_SERVERS_ONLY.test(variable));
    assert.ok(variables.length > 5);
    const { cells } = await readNotebook(path);
    const first = cells.find(({ cell_type }) => cell_type === "code")?.source ?? "";
    assert.deepEqual(variables.filter((variable) => !first.includes(`"${variable}"`)), []);
  });

  Deno.test(`${name}: holds the outputs of one run without errors, as notebook:run writes them`, async () => {
    const text = await Deno.readTextFile(path);
    assert.ok(text.length < MAX_NOTEBOOK_BYTES, `${text.length} bytes`);
    assert.ok(committedForm(text, []) === text, "wanted it as deno task notebook:run writes it");
    const { cells } = await readNotebook(path);
    const code = cells.filter(({ cell_type }) => cell_type === "code");
    assert.deepEqual(
      code.map(({ execution_count }) => execution_count),
      code.map((_, index) => index + 1),
    );
    const outputs = cells.flatMap(({ outputs }) => outputs);
    assert.ok(outputs.length > 0);
    assert.deepEqual(outputs.filter(({ output_type }) => output_type === "error"), []);
  });

  Deno.test(`${name}: shows every figure as a picture, and no folder of the machine`, async () => {
    const notebook = await readNotebook(path);
    const outputs = notebook.cells.flatMap(({ outputs }) => outputs);
    for (const { data } of outputs) {
      if (!data["text/plain"]?.startsWith("Figure: ")) continue;
      assert.match(data["text/html"] ?? "", /^<img alt="[^"]+" src="data:image\/svg\+xml;base64,/);
    }
    const text = (await Deno.readTextFile(path)).replaceAll(/base64,[^"\\]*/g, "");
    for (const part of [text, ...pictures(notebook)]) assert.doesNotMatch(part, OWN_FOLDER);
  });
}
