import { join } from "node:path";
import { describePods } from "../pods/describe_pods.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { findPods, isReady } from "../pods/pod.ts";
import { podTrouble } from "../pods/pod_trouble.ts";
import { poll } from "../pods/poll.ts";
import { PROJECT } from "../places.ts";

/** The pod's name, its label, and its manifest. */
export const UPLOAD_POD = "upload";
const MANIFEST = join(PROJECT, "k8s/dataset/upload_pod.yaml");
export const UPLOAD_LABELS = `app.kubernetes.io/name=${UPLOAD_POD}`;
const LIMIT_SECONDS = 180;

/**
 * Starts the pod that uploads go through, a new one each time; at the end of its scope it is removed.
 *
 * @throws {Error} if it is not ready in time, with what it says.
 */
export async function startUploadPod(kubectl: Kubectl): Promise<AsyncDisposable> {
  await removePod(kubectl);
  await kubectl.run(["apply", "--filename", MANIFEST]);
  const started = await poll(async () => {
    const [pod] = await findPods(kubectl, UPLOAD_LABELS);
    if (pod && isReady(pod)) return true;
    if (pod && podTrouble(pod)?.isLasting) return false;
  }, { limitMs: 1000 * LIMIT_SECONDS, signal: kubectl.signal });
  if (started) return { [Symbol.asyncDispose]: () => removePod(kubectl).catch(() => {}) };
  const why = await describePods(kubectl, UPLOAD_LABELS);
  throw new Error(`The pod for uploads does not start.\n${why}`);
}

async function removePod(kubectl: Kubectl): Promise<void> {
  await kubectl.run(["delete", "pod", UPLOAD_POD, "--ignore-not-found", "--wait"]);
}
