import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";

/** A Job, of what the API server tells only what the steps look at. */
const Job = z.object({
  metadata: z.object({
    uid: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({ completions: z.int().default(1), suspend: z.boolean().default(false) }),
  status: z.object({
    active: z.int().default(0),
    succeeded: z.int().default(0),
    failed: z.int().default(0),
    conditions: z.array(z.object({
      type: z.string(),
      status: z.string(),
      reason: z.string().default(""),
      message: z.string().default(""),
    })).default([]),
  }),
});
export type Job = z.output<typeof Job>;

/** How a Job stands. */
export type JobState = "under way" | "complete" | "failed";

export async function findJob(kubectl: Kubectl, name: string): Promise<Job | undefined> {
  return await kubectl.find(Job, "job", name);
}

export function jobState({ status }: Job): JobState {
  const holds = (wanted: string) =>
    status.conditions.some(({ type, status }) => type === wanted && status === "True");
  if (holds("Complete")) return "complete";
  return holds("Failed") ? "failed" : "under way";
}

/** Why it failed, as Kubernetes says it. */
export function jobFailure({ status }: Job): string {
  const condition = status.conditions.find(({ type }) => type === "Failed");
  return condition ? `${condition.reason}: ${condition.message}` : "";
}
