// By their parts: the whole library loads its validators too, and Node's deprecated punycode with them.
import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";
import * as Serialize from "@cyclonedx/cyclonedx-library/Serialize";
import * as SPDX from "@cyclonedx/cyclonedx-library/SPDX";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";
import { join } from "node:path";
import { z } from "zod";
import { KIT_VERSION } from "../../model/kit_version.ts";
import type { ImageName } from "./images.ts";
import type { ModuleGraph, NpmPackage } from "./module_graph.ts";

/**
 * Lists the parts of an image besides its base's Debian: this project, Deno and the packages of npm, each with
 * its licence, deno.lock's SHA-512 and what it depends on. The same lock gives the same text.
 *
 * @returns CycloneDX 1.6 in JSON (https://cyclonedx.org/docs/1.6/json/).
 */
export async function sbomText(
  project: string,
  image: ImageName,
  packages: readonly string[],
  graph: ModuleGraph,
): Promise<string> {
  const lock = Lock.parse(JSON.parse(await Deno.readTextFile(join(project, "deno.lock"))));
  const components = new Map<string, Models.Component>();
  for (const key of packages) {
    const found = graph.packages.get(key);
    if (found) components.set(key, await component(found, lock.npm[key]?.integrity));
  }
  for (const [key, part] of components) {
    for (const dependency of graph.packages.get(key)?.dependencies ?? []) {
      const ref = components.get(dependency)?.bomRef;
      if (ref) part.dependencies.add(ref);
    }
  }
  const parts = [denoItself(), ...components.values()];
  const bom = new Models.Bom({ components: new Models.ComponentRepository(parts) });
  bom.metadata.component = new Models.Component(Enums.ComponentType.Container, `yamnet-${image}`, {
    version: KIT_VERSION,
    bomRef: "image",
    licenses: new Models.LicenseRepository([licence("Apache-2.0")]),
    dependencies: new Models.BomRefRepository(parts.map(({ bomRef }) => bomRef)),
  });
  const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(normalizer).serialize(bom, { sortLists: true, space: 2 });
}

/** The program that runs it all, as the base image has it. */
function denoItself(): Models.Component {
  const { deno: version } = Deno.version;
  return new Models.Component(Enums.ComponentType.Platform, "deno", {
    version,
    bomRef: "deno",
    purl: `pkg:github/denoland/deno@v${version}`,
    licenses: new Models.LicenseRepository([licence("MIT")]),
  });
}

const Lock = z.object({
  npm: z.record(z.string(), z.object({ integrity: z.string() })),
});

/** What a package says of itself. */
const Manifest = z.object({ license: z.string().optional() });

async function component(
  { name, version, localPath }: NpmPackage,
  integrity: string | undefined,
): Promise<Models.Component> {
  const manifest = Manifest.parse(
    JSON.parse(await Deno.readTextFile(join(localPath, "package.json"))),
  );
  const [group, short] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return new Models.Component(Enums.ComponentType.Library, short ?? name, {
    group,
    version,
    bomRef: purl,
    purl,
    hashes: new Models.HashDictionary(integrity ? [sha512(integrity)] : []),
    licenses: new Models.LicenseRepository(manifest.license ? [licence(manifest.license)] : []),
  });
}

/** From Subresource Integrity's base64 to hex. */
function sha512(integrity: string): Models.Hash {
  return [
    Enums.HashAlgorithm["SHA-512"],
    Uint8Array.fromBase64(integrity.replace("sha512-", "")).toHex(),
  ];
}

function licence(text: string): Models.License {
  if (SPDX.isSupportedSpdxId(text)) return new Models.SpdxLicense(text);
  return /\s(OR|AND|WITH)\s/.test(text)
    ? new Models.LicenseExpression(text)
    : new Models.NamedLicense(text);
}
