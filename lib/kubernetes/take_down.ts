import { z } from "zod";
import { print, printNote } from "../cli/print.ts";
import type { Kubectl } from "./programs/kubectl.ts";
import { kserveState } from "./services/kserve.ts";

/** Pods end in order within a minute, and volumes after them. */
const LIMIT_MS = 300_000;

const Claims = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ resources: z.object({ requests: z.object({ storage: z.string() }) }) }),
  })),
});

/** Kinds that run something, or let it be found; the rest is settings and data. */
const WORKLOADS = [
  ...["jobs", "deployments", "statefulsets", "pods", "services"],
  ...["horizontalpodautoscalers", "poddisruptionbudgets"],
].join();

/** The host's folder as a volume, which belongs to no namespace: it would refuse the next claim. */
const HOST_VOLUME = "persistentvolume/mlops-train-recordings";

/** Removes the namespace with all that is in it, and says before what is lost. */
export async function removeAll(kubectl: Kubectl): Promise<void> {
  const { namespace } = kubectl;
  const claims = await kubectl.find(Claims, "persistentvolumeclaims");
  for (const { metadata, spec } of claims?.items ?? []) {
    printNote(`Removing the volume ${metadata.name} (${spec.resources.requests.storage}) for good`);
  }
  printNote(`Removing the namespace ${namespace}: all its runs, models and recordings`);
  await kubectl.run(
    ["delete", "namespace", namespace, "--ignore-not-found", "--wait"],
    { limitMs: LIMIT_MS },
  );
  await kubectl.run(["delete", HOST_VOLUME, "--ignore-not-found", "--wait"]);
  print(
    `The namespace ${namespace} is gone. The images stay in the cluster, and k8s/secrets/ here; the cluster ` +
      "itself goes with: minikube delete",
  );
}

/** Removes what runs; `deno task minikube` starts it again on the same data. */
export async function removeWorkloads(kubectl: Kubectl): Promise<void> {
  const { namespace } = kubectl;
  printNote(`Removing what runs in ${namespace}; its volumes and secrets stay`);
  if (await kserveState(kubectl) !== "absent") {
    // Else KServe would make their Deployments again.
    await kubectl.run(["delete", "inferenceservices", "--all", "--wait"], { limitMs: LIMIT_MS });
  }
  await kubectl.run(
    ["delete", WORKLOADS, "--all", "--ignore-not-found", "--wait"],
    { limitMs: LIMIT_MS },
  );
  print(`Nothing runs in ${namespace} any more. Its data waits for the next: deno task minikube`);
}
