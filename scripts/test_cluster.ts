/**
 * Tests on a real cluster, for a machine without Docker or minikube: brings up an empty one, runs
 * `deno task minikube` on it, and checks what must hold there, one line a check.
 *
 *   deno task test:cluster
 *   deno task test:cluster --keep     # leaves the cluster up, to look around
 *
 * The cluster is made by `tools/cluster/cluster` of the folder that YAMNET_KIT_ASSETS names, as root; its
 * README says how it is built. The recordings are ESC-10's, from the same folder.
 */
import { join } from "node:path";
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { findAsset } from "../lib/storage/find_asset.ts";
import { POD_MEMORY } from "./cluster/memory_watch.ts";

const PROJECT = join(import.meta.dirname ?? "", "..");

async function main(): Promise<void> {
  const { keep } = parseCommand({
    name: "test:cluster",
    summary: "Tests on a real cluster, which it brings up.",
    flags: {
      keep: flag(z.boolean("wanted true or false").default(false), {
        description: "Leave the cluster up afterwards",
        env: ["KEEP_CLUSTER"],
      }),
    },
  });
  const tool = findAsset("tools/cluster/cluster");
  if (tool === undefined) {
    throw new Error("No tools/cluster/cluster in the folder of YAMNET_KIT_ASSETS");
  }
  const asked = stopSignal(); // Ctrl-C ends the programs below; the cluster goes down in order
  await run(tool, ["down"]);
  await run(tool, ["up", "--crds"]);
  try {
    await run(tool, ["load", ...PUBLIC_IMAGES]);
    asked.throwIfAborted();
    await run(tool, ["run", Deno.execPath(), "run", ...PERMISSIONS, CHECKS], {
      CLUSTER_TOOL: tool,
      CLUSTER_HOST_PID: String(Deno.pid),
    });
  } finally {
    if (!keep) await run(tool, ["down"]);
  }
}

/** Of the manifests, which minikube would pull; the tool's stand-ins have the same names. */
const PUBLIC_IMAGES = [
  "postgres:17",
  "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z",
  "quay.io/minio/mc:latest",
];

/** They run in the cluster's network, where its services' names are known. */
const CHECKS = join(PROJECT, "scripts/cluster/run_checks.ts");

const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  `--allow-run=kubectl,${Deno.execPath()},${POD_MEMORY}`,
  "--allow-net=minio.mlops-train,mlflow.mlops-train,yamnet-serve.mlops-train,10.0.0.0/8",
];

async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const command = new Deno.Command(program, { args: [...args], cwd: PROJECT, env });
  const { code } = await command.spawn().status;
  if (code !== 0) throw new Error(`${program} ${args[0]} ended with exit code ${code}`);
}

await runScript(main);
