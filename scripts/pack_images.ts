/**
 * Packs what the container images hold, each only what its scripts reach. Part of their build:
 *
 *   docker build -f k8s/images/Dockerfile --target train -t yamnet-train:dev .
 *   deno run --allow-read --allow-write --allow-env --allow-run=deno scripts/pack_images.ts --out out/images   # to look at it
 */
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { packImages } from "../lib/kubernetes/images/pack_images.ts";

async function main(): Promise<void> {
  const { out } = parseCommand({
    name: "pack_images",
    summary: "Packs what the container images hold.",
    flags: {
      out: flag(z.string("wanted a folder"), {
        value: "DIR",
        description: "New folder: common, dataset, train, eval and serve are made in it",
        env: ["PACK_OUT"],
      }),
    },
  });
  await packImages(fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, ""), out);
}

await runScript(main);
