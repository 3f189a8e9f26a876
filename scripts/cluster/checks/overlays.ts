import assert from "node:assert/strict";
import { z } from "zod";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";

/**
 * What no machine without KServe, Kueue and Katib can run: the API server takes it, by their definitions, and
 * keeps it.
 */
const OVERLAYS = [
  "k8s/overlays/cluster",
  "k8s/overlays/cluster/jobs",
  "k8s/overlays/cluster/tuning",
  "k8s/inference/kserve",
];

const Jobs = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
    spec: z.object({ suspend: z.boolean().default(false) }),
  })).min(1),
});

/** The overlay of a real cluster is applied in an empty namespace, without a warning about pods' security. */
export async function checkOverlays(kubectl: Kubectl): Promise<string> {
  await kubectl.run(["apply", "--server-side", "--filename=k8s/base/namespace.yaml"]);
  let objects = 0;
  for (const overlay of OVERLAYS) {
    const { code, out, err } = await kubectl.try(["apply", "--server-side", "-k", overlay]);
    assert.equal(code, 0, `${overlay}: ${err}`);
    assert.equal(err, "", overlay);
    objects += out.trim().split("\n").length;
  }
  const { items } = await kubectl.find(Jobs, "jobs") ?? { items: [] };
  const free = items.filter(({ metadata, spec }) =>
    !spec.suspend || metadata.labels["kueue.x-k8s.io/queue-name"] === undefined
  );
  assert.deepEqual(free.map(({ metadata }) => metadata.name), [], "Jobs that wait in no queue");
  return `${objects} objects, ${items.length} Jobs suspended in their queue`;
}
