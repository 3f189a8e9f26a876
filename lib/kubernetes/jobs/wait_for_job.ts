import { statusLine } from "../../cli/status_line.ts";
import { describePods } from "../pods/describe_pods.ts";
import { findJob, type Job, jobFailure, jobState } from "./job.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { findPods } from "../pods/pod.ts";
import { podTrouble } from "../pods/pod_trouble.ts";
import { poll } from "../pods/poll.ts";

/**
 * Waits until a Job is complete, and tells meanwhile how far it is and what it said last.
 *
 * @throws {Error} if it fails, cannot run, or is not complete in time, with what its pods say.
 */
export async function waitForJob(
  kubectl: Kubectl,
  name: string,
  { limitSeconds }: { limitSeconds: number },
): Promise<void> {
  using status = statusLine();
  const labels = `batch.kubernetes.io/job-name=${name}`;
  const problem = await poll(async () => {
    const job = await findJob(kubectl, name);
    if (!job) return "it was deleted";
    const state = jobState(job);
    if (state === "complete") return "";
    if (state === "failed") return jobFailure(job);
    const pods = await findPods(kubectl, labels);
    const lasting = pods.map(podTrouble).find((trouble) => trouble?.isLasting);
    if (lasting) return `its pods cannot run (${lasting.reason})`;
    status.update(`  ${name}: ${progressText(job)}${await lastWords(kubectl, name)}`);
  }, { limitMs: 1000 * limitSeconds, signal: kubectl.signal });
  if (problem === "") return;
  throw new Error(
    `The Job ${name} is not complete: ${problem ?? `${limitSeconds} s were not enough`}.\n` +
      await describePods(kubectl, labels),
  );
}

function progressText({ spec, status }: Job): string {
  if (spec.suspend) return "suspended, as its queue or a person has it";
  return `${status.succeeded} of ${spec.completions} done, ${status.active} at work`;
}

async function lastWords(kubectl: Kubectl, name: string): Promise<string> {
  const { code, out } = await kubectl.try(["logs", `job/${name}`, "--tail=1"]);
  const line = out.trim().split("\n").at(-1) ?? "";
  return code !== 0 || line === "" ? "" : `. ${line.slice(0, 100)}`;
}
