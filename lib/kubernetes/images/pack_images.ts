import { join } from "node:path";
import { z } from "zod";
import type { ImageContent } from "./image_content.ts";
import { readImageContents } from "./image_contents.ts";
import { packFiles } from "./pack_files.ts";
import { sbomText } from "./sbom.ts";

/** Where an image keeps its own list of parts. */
export const SBOM_FILE = "sbom.cdx.json";

/**
 * Packs what the images hold: into `common` what all of them do, a layer that a machine keeps once, and into
 * a folder of each image's name the rest, with its list of parts.
 *
 * @param project The project's folder, whose packages are installed.
 */
export async function packImages(project: string, out: string): Promise<void> {
  const { graph, contents } = await readImageContents(project);
  const common = inAll(contents.map(({ content }) => content));
  await packFiles(project, common, graph, join(out, "common"));
  for (const { name, content } of contents) {
    const folder = join(out, name);
    await packFiles(project, without(content, common), graph, folder, content.packages);
    await Deno.writeTextFile(join(folder, "deno.json"), await runConfig(project));
    await Deno.writeTextFile(
      join(folder, SBOM_FILE),
      await sbomText(project, name, content.packages, graph),
    );
  }
}

/** Packages come from node_modules alone: nothing is looked up or written when a program starts. */
async function runConfig(project: string): Promise<string> {
  const Config = z.object({
    version: z.string(),
    unstable: z.array(z.string()),
    imports: z.record(z.string(), z.string()),
  });
  const config = Config.parse(JSON.parse(await Deno.readTextFile(join(project, "deno.json"))));
  return JSON.stringify({ ...config, nodeModulesDir: "manual", lock: false }, null, 2);
}

function inAll(contents: readonly ImageContent[]): ImageContent {
  const [first, ...rest] = contents;
  return {
    files: (first?.files ?? []).filter((file) => rest.every(({ files }) => files.includes(file))),
    packages: (first?.packages ?? [])
      .filter((key) => rest.every(({ packages }) => packages.includes(key))),
  };
}

function without(content: ImageContent, common: ImageContent): ImageContent {
  return {
    files: content.files.filter((file) => !common.files.includes(file)),
    packages: content.packages.filter((key) => !common.packages.includes(key)),
  };
}
