import { join } from "node:path";
import { walkFiles } from "../../storage/walk_files.ts";
import { type ImageContent, imageContent } from "./image_content.ts";
import { IMAGE_NAMES, type ImageName, IMAGES } from "./images.ts";
import { type ModuleGraph, readModuleGraph } from "./module_graph.ts";

/** What all images hold, and the graph by which that was found. */
export interface ImageContents {
  graph: ModuleGraph;
  contents: { name: ImageName; content: ImageContent }[];
}

/**
 * Finds out what each image has to hold. The project's deno.json is left out: an image has one of its own.
 *
 * @param project The project's folder, whose packages are installed.
 */
export async function readImageContents(project: string): Promise<ImageContents> {
  const graph = await readModuleGraph(project, Object.values(IMAGES).flat());
  const projectFiles = (await Array.fromAsync(walkFiles(join(project, "lib"))))
    .map((path) => `lib/${path}`);
  const contents = IMAGE_NAMES.map((name) => {
    const { files, packages } = imageContent(IMAGES[name], graph, projectFiles);
    return { name, content: { files: files.filter((file) => file !== "deno.json"), packages } };
  });
  return { graph, contents };
}
