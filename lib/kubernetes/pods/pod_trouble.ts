import { containersOf, type Pod } from "./pod.ts";

/** What is wrong with a pod. */
export interface Trouble {
  /** As Kubernetes names it: "ImagePullBackOff". */
  reason: string;
  /** Where, and what Kubernetes says of it. */
  what: string;
  advice: string;
  /** Whether it passes by no waiting. */
  isLasting: boolean;
}

const NO_IMAGE = "build the images: deno task minikube --step 6 (MLflow's: --step 5)";
const NO_PULL = "the node must reach the image's registry: its events, below, say why it does not";
const PROGRAM = "the end of its log, below, says why";

/** What to do about each reason, and whether waiting does not help. */
const KNOWN: Readonly<Record<string, { advice: string; isLasting: boolean }>> = {
  ErrImagePull: { advice: NO_IMAGE, isLasting: false },
  ImagePullBackOff: { advice: NO_IMAGE, isLasting: true },
  ErrImageNeverPull: { advice: NO_IMAGE, isLasting: true },
  InvalidImageName: { advice: "look at the manifest's image", isLasting: true },
  CreateContainerConfigError: {
    advice: "a secret or ConfigMap is missing: deno task minikube --step 1, then --step 2",
    isLasting: true,
  },
  CrashLoopBackOff: { advice: PROGRAM, isLasting: false },
  Error: { advice: PROGRAM, isLasting: false },
  OOMKilled: {
    advice: "its memory limit is too low for this data: raise it in the manifest",
    isLasting: false,
  },
  Unschedulable: {
    advice:
      "the cluster has no room for it: stop other pods, or start minikube with more CPUs and memory",
    isLasting: false,
  },
  Evicted: { advice: "the node ran short of memory or disk: see its message", isLasting: false },
};

/** The first thing that keeps a pod from its work; `undefined` where nothing does. */
export function podTrouble(pod: Pod): Trouble | undefined {
  const { reason, message } = pod.status;
  if (KNOWN[reason]) return trouble(reason, message || "the node has ended it");
  const unscheduled = pod.status.conditions.find(({ type, status }) =>
    type === "PodScheduled" && status === "False"
  );
  if (unscheduled) return trouble("Unschedulable", unscheduled.message ?? "no node takes it");
  for (const { name, image, state, lastState } of containersOf(pod)) {
    const { waiting, terminated } = state;
    if (waiting && KNOWN[waiting.reason]) {
      const died = lastState.terminated;
      if (died?.reason === "OOMKilled") return trouble("OOMKilled", `container ${name}`);
      const what = `container ${name}${waiting.message ? `: ${waiting.message}` : ""}`;
      // One that is not built here may be there at the next try.
      const isPulled = /ImagePull/.test(waiting.reason) && !image.includes("yamnet-");
      const known = trouble(waiting.reason, what);
      return isPulled ? { ...known, advice: NO_PULL, isLasting: false } : known;
    }
    if (terminated && terminated.exitCode !== 0) {
      const reason = KNOWN[terminated.reason] ? terminated.reason : "Error";
      return trouble(reason, `container ${name} ended with exit code ${terminated.exitCode}`);
    }
  }
}

function trouble(reason: string, what: string): Trouble {
  const known = KNOWN[reason] ?? { advice: PROGRAM, isLasting: false };
  return { reason, what, ...known };
}
