import assert from "node:assert/strict";
import { Pod } from "./pod.ts";
import { podTrouble } from "./pod_trouble.ts";

/** A pod as the API server tells of it, with this status. */
function pod(status: unknown): Pod {
  return Pod.parse({ metadata: { name: "train-x" }, status });
}

const waiting = (reason: string, { lastState = {}, image = "yamnet-train:dev" } = {}) =>
  pod({ containerStatuses: [{ name: "train", image, state: { waiting: { reason } }, lastState }] });

Deno.test("podTrouble() has none where a pod runs, starts, or has ended well", () => {
  for (
    const fine of [
      pod({ phase: "Pending" }),
      waiting("ContainerCreating"),
      waiting("PodInitializing"),
      pod({ containerStatuses: [{ name: "train", state: { terminated: { exitCode: 0 } } }] }),
    ]
  ) assert.equal(podTrouble(fine), undefined);
});

Deno.test("podTrouble() says what to do, and which trouble no waiting ends", () => {
  assert.match(podTrouble(waiting("ImagePullBackOff"))?.advice ?? "", /build the images/);
  assert.equal(podTrouble(waiting("ImagePullBackOff"))?.isLasting, true);
  assert.equal(podTrouble(waiting("CreateContainerConfigError"))?.isLasting, true);
  assert.equal(podTrouble(waiting("CrashLoopBackOff"))?.isLasting, false);
});

Deno.test("podTrouble() sees that memory was short behind a crash loop, and an exit code", () => {
  const lastState = { terminated: { reason: "OOMKilled", exitCode: 137 } };
  const killed = waiting("CrashLoopBackOff", { lastState });
  assert.equal(podTrouble(killed)?.reason, "OOMKilled");
  const ended = pod({
    containerStatuses: [{ name: "train", state: { terminated: { reason: "Error", exitCode: 2 } } }],
  });
  assert.match(podTrouble(ended)?.what ?? "", /exit code 2/);
});

Deno.test("podTrouble() tells why no node takes a pod", () => {
  const message = "0/1 nodes are available: 1 Insufficient memory.";
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
  assert.equal(podTrouble(pod({ conditions }))?.what, message);
});

Deno.test("podTrouble() waits for an image of a registry, which is not built here", () => {
  const trouble = podTrouble(waiting("ImagePullBackOff", { image: "postgres:17" }));
  assert.equal(trouble?.isLasting, false);
  assert.match(trouble?.advice ?? "", /reach the image's registry/);
});

Deno.test("podTrouble() tells why the node has evicted a pod, whatever its container's exit code", () => {
  const message = 'Usage of EmptyDir volume "cache" exceeds the limit "4Gi".';
  const containerStatuses = [{
    name: "upload",
    state: { terminated: { reason: "Error", exitCode: 137 } },
  }];
  const evicted = pod({ phase: "Failed", reason: "Evicted", message, containerStatuses });
  assert.equal(podTrouble(evicted)?.reason, "Evicted");
  assert.equal(podTrouble(evicted)?.what, message);
});
