import * as Spec from "@cyclonedx/cyclonedx-library/Spec";
import * as Validation from "@cyclonedx/cyclonedx-library/Validation";
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { z } from "zod";
import { readImageContents } from "./image_contents.ts";
import { sbomText } from "./sbom.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../../..");

const Sbom = z.object({
  components: z.array(z.object({
    name: z.string(),
    purl: z.string(),
    licenses: z.array(z.unknown()).optional(),
    hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
  })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

const { graph, contents } = await readImageContents(PROJECT);

for (const { name, content } of contents) {
  Deno.test(`sbomText() of ${name} is valid CycloneDX and names each package, with its licence and hash`, async () => {
    const text = await sbomText(PROJECT, name, content.packages, graph);
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    assert.equal(await validator.validate(text), null);
    const { components, dependencies } = Sbom.parse(JSON.parse(text));
    const packages = components.filter(({ purl }) => purl.startsWith("pkg:npm/"));
    assert.equal(packages.length, content.packages.length);
    assert.deepEqual(packages.filter(({ licenses }) => !licenses), []);
    for (const { hashes } of packages) assert.match(hashes?.[0]?.content ?? "", /^[0-9a-f]{128}$/);
    const image = dependencies.find(({ ref }) => ref === "image");
    assert.equal(image?.dependsOn?.length, components.length);
  });
}

Deno.test("sbomText() gives the same text each time", async () => {
  const [first] = contents;
  assert.ok(first);
  const { name, content: { packages } } = first;
  const texts = await Promise.all([1, 2].map(() => sbomText(PROJECT, name, packages, graph)));
  assert.equal(texts[0], texts[1]);
});
