import assert from "node:assert/strict";
import { resolve } from "node:path";
import { imageContent } from "./image_content.ts";
import { readImageContents } from "./image_contents.ts";
import type { ModuleGraph } from "./module_graph.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../../..");
const { contents } = await readImageContents(PROJECT);

const GRAPH: ModuleGraph = {
  modules: new Map([
    ["scripts/a.ts", { modules: ["lib/b.ts"], packages: ["one@1.0.0"] }],
    ["lib/b.ts", { modules: ["scripts/a.ts"], packages: [] }],
    ["lib/c.ts", { modules: [], packages: ["three@1.0.0"] }],
    ["lib/d.ts", { modules: ["lib/gone.ts"], packages: [] }],
  ]),
  packages: new Map(
    [["one", ["two@1.0.0", "@types/one@1.0.0"]], ["two", []], ["three", []]].map(
      ([name, dependencies]) => [
        `${name}@1.0.0`,
        { name: `${name}`, version: "1.0.0", dependencies: [...dependencies ?? []], localPath: "" },
      ],
    ),
  ),
};

Deno.test("imageContent() is what a script reaches, without packages of types", () => {
  assert.deepEqual(imageContent(["scripts/a.ts"], GRAPH, []), {
    files: ["lib/b.ts", "scripts/a.ts"],
    packages: ["one@1.0.0", "two@1.0.0"],
  });
});

Deno.test("imageContent() names a module that is missing", () => {
  assert.throws(() => imageContent(["lib/d.ts"], GRAPH, []), /Wanted the module lib\/gone\.ts/);
});

for (const { name, content: { files, packages } } of contents) {
  Deno.test(`The image ${name} has its workers and onnxruntime, and no tests, notebooks or browsers`, () => {
    assert.ok(files.includes("lib/audio/clip_worker.ts"));
    assert.ok(files.includes("lib/storage/s3/s3_store.ts"));
    assert.ok(packages.some((key) => key.startsWith("onnxruntime-node@")));
    const odd = /_test\.ts$|(^|\/)test_|_test_|\/bench\/|\.(py|ipynb|md|txt)$/;
    assert.deepEqual(files.filter((path) => odd.test(path)), []);
    const unused = /^(jsdom|playwright-core|fast-check|umap-js|@cyclonedx|ajv|@types)/;
    assert.deepEqual(packages.filter((key) => unused.test(key)), []);
  });
}

Deno.test("An image has the files that its modules read", () => {
  const filesOf = (image: string) =>
    contents.find(({ name }) => name === image)?.content.files ?? [];
  assert.ok(filesOf("serve").includes("lib/serving/page/index.html"));
  assert.ok(!filesOf("eval").includes("lib/serving/page/index.html"));
  assert.ok(filesOf("eval").includes("lib/database/migrations/0001_predictions.sql"));
});
