import { z } from "zod";
import { statusLine } from "../../cli/status_line.ts";
import { describePods } from "./describe_pods.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { findPods } from "./pod.ts";
import { podTrouble } from "./pod_trouble.ts";
import { poll } from "./poll.ts";

/** A workload that always runs. */
const Workload = z.object({
  metadata: z.object({ generation: z.int() }),
  spec: z.object({
    replicas: z.int().default(1),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
  }),
  status: z.object({
    observedGeneration: z.int().default(0),
    replicas: z.int().default(0),
    updatedReplicas: z.int().default(0),
    readyReplicas: z.int().default(0),
  }),
});
type Workload = z.output<typeof Workload>;

/**
 * Waits until all pods of a workload are of its newest form and ready.
 *
 * @param workload "deployment/mlflow", "statefulset/postgres".
 * @throws {Error} if it does not get ready in time or cannot, with what its pods say.
 */
export async function waitForRollout(
  kubectl: Kubectl,
  workload: string,
  { limitSeconds }: { limitSeconds: number },
): Promise<void> {
  using status = statusLine();
  let labels = "";
  const isReady = await poll(async () => {
    const found = await kubectl.find(Workload, workload);
    if (!found) return false;
    labels = Object.entries(found.spec.selector.matchLabels).map((pair) => pair.join("=")).join();
    if (isRolledOut(found)) return true;
    status.update(
      `  ${workload}: ${found.status.readyReplicas} of ${found.spec.replicas} pods ready`,
    );
    const pods = await findPods(kubectl, labels);
    if (pods.some((pod) => podTrouble(pod)?.isLasting)) return false;
  }, { limitMs: 1000 * limitSeconds, signal: kubectl.signal });
  if (isReady) return;
  if (labels === "") throw new Error(`The cluster has no ${workload}`);
  const why = isReady === undefined ? ` within ${limitSeconds} s` : "";
  throw new Error(`${workload} is not ready${why}.\n${await describePods(kubectl, labels)}`);
}

function isRolledOut({ metadata, spec, status }: Workload): boolean {
  return status.observedGeneration >= metadata.generation &&
    status.updatedReplicas === spec.replicas && status.readyReplicas === spec.replicas &&
    status.replicas === spec.replicas;
}
