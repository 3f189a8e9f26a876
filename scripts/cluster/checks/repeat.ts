import assert from "node:assert/strict";
import { z } from "zod";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";
import { sha256 } from "../../../lib/storage/sha256.ts";
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
    metadata: z.object({
      name: z.string(),
      uid: z.string(),
      generation: z.int().default(0),
      deletionTimestamp: z.string().optional(),
    }),
    data: z.unknown().optional(),
  })),
});

/** What is in the namespace to stay, and for each object what tells whether it was changed or made anew. */
async function snapshot(kubectl: Kubectl): Promise<Map<string, string>> {
  const found = await kubectl.find(Objects, KINDS);
  const lasting = (found?.items ?? []).filter(({ metadata }) => !metadata.deletionTimestamp);
  return new Map(lasting.map(({ kind, metadata: { name, uid, generation }, data }) => [
    `${kind}/${name}`,
    sha256(JSON.stringify([uid, generation, data])), // of a secret nothing may be printed
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
  const after = await snapshot(kubectl);
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name));
  assert.deepEqual(changed, [], "These are new, gone or changed");
  assert.deepEqual(await versionsOf(CHAMPION.name), versions);
  return `${before.size} objects as before`;
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
