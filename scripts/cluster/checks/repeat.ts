import assert from "node:assert/strict";
import { z } from "zod";
import type { Kubectl } from "../../../lib/kubernetes/kubectl.ts";
import { versionsOf } from "../champion.ts";
import { CHAMPION } from "../cluster.ts";

/** All that `deno task minikube` makes. */
const KINDS = [
  ...["deployments", "statefulsets", "jobs", "services", "configmaps", "secrets"],
  ...["networkpolicies", "horizontalpodautoscalers", "poddisruptionbudgets", "pods"],
  ...["persistentvolumeclaims", "servingruntimes", "inferenceservices"],
].join(",");

const Objects = z.object({
  items: z.array(z.object({
    kind: z.string(),
    metadata: z.object({ name: z.string(), uid: z.string(), generation: z.int().default(0) }),
    data: z.record(z.string(), z.string()).default({}),
  })),
});

/** What is in the namespace: each object, the number of its changes, and a ConfigMap's or secret's content. */
async function snapshot(kubectl: Kubectl): Promise<Record<string, unknown>> {
  const found = await kubectl.find(Objects, KINDS);
  return Object.fromEntries((found?.items ?? []).map(({ kind, metadata, data }) => [
    `${kind}/${metadata.name}`,
    { uid: metadata.uid, generation: metadata.generation, data },
  ]));
}

/** `deno task minikube` again passes and changes nothing: no object, no pod, no version of the model. */
export async function checkRepeated(
  kubectl: Kubectl,
  repeat: () => Promise<unknown>,
): Promise<string> {
  const before = await snapshot(kubectl);
  const versions = await versionsOf(CHAMPION.name);
  await repeat();
  assert.deepEqual(await snapshot(kubectl), before);
  assert.deepEqual(await versionsOf(CHAMPION.name), versions);
  return `${Object.keys(before).length} objects as before`;
}

/** `deno task minikube:down` leaves no namespace, and no volume of it. */
export async function checkRemoved(
  kubectl: Kubectl,
  remove: () => Promise<unknown>,
): Promise<void> {
  await remove();
  for (const kind of ["namespace", "persistentvolumes"]) {
    const names = await kubectl.run(["get", kind, "--output=name"]);
    const left = names.split("\n").filter((name) => /mlops-train|^persistentvolume/.test(name));
    assert.deepEqual(left, [], `${kind} that are left`);
  }
}
