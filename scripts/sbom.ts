/**
 * Prints the parts of a container image, as it has them at /app/sbom.cdx.json (CycloneDX).
 *
 *   deno task sbom serve > out/yamnet-serve.cdx.json
 */
import { fileURLToPath } from "node:url";
import { UsageError } from "../lib/cli/exit.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { readImageContents } from "../lib/kubernetes/images/image_contents.ts";
import { IMAGE_NAMES } from "../lib/kubernetes/images/images.ts";
import { sbomText } from "../lib/kubernetes/images/sbom.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

async function main(): Promise<void> {
  const { positional } = parseCommand({
    name: "sbom",
    summary: "Prints the parts of a container image (CycloneDX).",
    examples: ["deno task sbom serve > out/yamnet-serve.cdx.json"],
    positional: { name: "IMAGE", description: IMAGE_NAMES.join(", ") },
    flags: {},
  });
  const { graph, contents } = await readImageContents(PROJECT);
  const image = contents.find(({ name }) => name === positional[0]);
  if (!image || positional.length > 1) {
    throw new UsageError(
      `Wanted one of ${IMAGE_NAMES.join(", ")}; got ${positional.join(" ") || "none"}`,
    );
  }
  print(await sbomText(PROJECT, image.name, image.content.packages, graph));
}

await runScript(main);
