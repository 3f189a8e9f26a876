import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";

const State = z.object({
  waiting: z.object({ reason: z.string().default(""), message: z.string().optional() }).optional(),
  terminated: z.object({ reason: z.string().default(""), exitCode: z.int() }).optional(),
});

const Container = z.object({
  name: z.string(),
  image: z.string().default(""),
  state: State.default({}),
  lastState: State.default({}),
});

const PodStatus = z.object({
  phase: z.string().default("Unknown"),
  /** Why the node has ended it: "Evicted". */
  reason: z.string().default(""),
  message: z.string().default(""),
  conditions: z.array(z.object({
    type: z.string(),
    status: z.string(),
    reason: z.string().optional(),
    message: z.string().optional(),
  })).default([]),
  containerStatuses: z.array(Container).default([]),
  initContainerStatuses: z.array(Container).default([]),
});

/** A pod, of what the API server tells only what the steps look at. */
export const Pod = z.object({
  metadata: z.object({ name: z.string(), creationTimestamp: z.string().default("") }),
  status: PodStatus,
});
export type Pod = z.output<typeof Pod>;
export type ContainerStatus = z.output<typeof Container>;

const Pods = z.object({ items: z.array(Pod) });

/** The pods with these labels (`job-name=train`), the oldest first. */
export async function findPods(kubectl: Kubectl, labels: string): Promise<Pod[]> {
  const found = await kubectl.find(Pods, "pods", `--selector=${labels}`);
  const time = ({ metadata }: Pod) => metadata.creationTimestamp;
  return (found?.items ?? []).sort((a, b) => time(a) < time(b) ? -1 : 1);
}

/** Those of its first making and those of its work, in the order that they run. */
export function containersOf({ status }: Pod): ContainerStatus[] {
  return [...status.initContainerStatuses, ...status.containerStatuses];
}

export function isReady({ status }: Pod): boolean {
  return status.conditions.some(({ type, status }) => type === "Ready" && status === "True");
}
