import { join } from "node:path";
import { z } from "zod";
import type { Kubectl } from "./kubectl.ts";
import { PROJECT } from "./places.ts";

const FOLDER = join(PROJECT, "k8s/inference/kserve");

const Anything = z.object({});
const Deployments = z.object({
  items: z.array(z.object({ status: z.object({ availableReplicas: z.int().default(0) }) })),
});

/** Whether the cluster has KServe: not at all, its definitions alone, or all of it. */
export async function kserveState(
  kubectl: Kubectl,
): Promise<"absent" | "no controller" | "there"> {
  const definition = await kubectl.find(Anything, "crd", "inferenceservices.serving.kserve.io");
  if (!definition) return "absent";
  const found = await kubectl.find(
    Deployments,
    ...["deployments", "--all-namespaces", "--selector=control-plane=kserve-controller-manager"],
  );
  const isThere = found?.items.some(({ status }) => status.availableReplicas > 0);
  return isThere ? "there" : "no controller";
}

/** @returns What was made or changed. */
export async function applyKserve(kubectl: Kubectl, file: string): Promise<string[]> {
  const out = await kubectl.run(["apply", "--filename", join(FOLDER, file)]);
  return out.split("\n").filter((line) => line !== "" && !line.endsWith(" unchanged"));
}
