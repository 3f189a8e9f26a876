import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";
import { containersOf, findPods, isReady, type Pod } from "./pod.ts";
import { podTrouble } from "./pod_trouble.ts";

const LOG_LINES = 15;
const EVENTS = 5;

const Events = z.object({
  items: z.array(z.object({
    type: z.string().default(""),
    reason: z.string().default(""),
    message: z.string().default(""),
  })),
});

/**
 * What the pods with these labels say, in words for the one whose step has failed: of the newest pod that is
 * not as it should be, its trouble, what to do about it, its last events and the end of its log.
 */
export async function describePods(kubectl: Kubectl, labels: string): Promise<string> {
  const pods = await findPods(kubectl, labels);
  if (pods.length === 0) {
    return `There is no pod of it yet: kubectl -n ${kubectl.namespace} get events`;
  }
  const pod = pods.findLast((pod) => podTrouble(pod) !== undefined) ??
    pods.findLast((pod) => !isReady(pod) && pod.status.phase !== "Succeeded") ?? pods.at(-1);
  if (!pod) return "";
  const found = podTrouble(pod);
  const { name } = pod.metadata;
  return [
    found
      ? `Pod ${name}: ${found.reason}, ${found.what}\nWhat to do: ${found.advice}`
      : `Pod ${name}: ${pod.status.phase}, ${isReady(pod) ? "ready" : "not ready"}`,
    ...await lastEvents(kubectl, name),
    ...await endOfLogs(kubectl, pod),
  ].join("\n");
}

async function lastEvents(kubectl: Kubectl, pod: string): Promise<string[]> {
  const selector = `--field-selector=involvedObject.name=${pod},type=Warning`;
  const found = await kubectl.find(Events, "events", selector, "--sort-by=.lastTimestamp");
  const lines = (found?.items ?? []).map(({ reason, message }) => `  ${reason}: ${message}`);
  return lines.length === 0 ? [] : ["Its events:", ...new Set(lines.slice(-EVENTS))];
}

/** Of the container that ended badly, what it said before; else what it says now. */
async function endOfLogs(kubectl: Kubectl, pod: Pod): Promise<string[]> {
  const { name } = pod.metadata;
  const container =
    containersOf(pod).find(({ state, lastState }) =>
      (state.terminated?.exitCode ?? lastState.terminated?.exitCode ?? 0) !== 0
    ) ?? pod.status.containerStatuses[0];
  if (!container) return [];
  const before = container.state.terminated === undefined && container.lastState.terminated;
  const { code, out } = await kubectl.try([
    ...["logs", name, `--container=${container.name}`, `--tail=${LOG_LINES}`],
    ...(before ? ["--previous"] : []),
  ]);
  const lines = out.trimEnd();
  return code !== 0 || lines === ""
    ? []
    : ["The end of its log:", ...lines.split("\n").map((line) => `  ${line}`)];
}
