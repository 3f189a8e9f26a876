import { join } from "node:path";
import { z } from "zod";
import { table } from "../../lib/cli/table.ts";
import type { Kubectl } from "../../lib/kubernetes/programs/kubectl.ts";
import { runProgram } from "../../lib/kubernetes/programs/run_program.ts";

/** Prints what pods use now. */
export const POD_MEMORY = join(import.meta.dirname ?? "", "pod_memory");

const Pods = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) })),
});

/** The most memory that a pod of each Deployment, StatefulSet and Job has used, looked at each second. */
export class MemoryWatch implements Disposable {
  readonly #kubectl: Kubectl;
  /** In bytes, by the uid of a pod. */
  readonly #most = new Map<string, number>();
  /** By the uid of a pod. */
  readonly #owners = new Map<string, string>();
  readonly #timers: ReturnType<typeof setInterval>[];

  constructor(kubectl: Kubectl) {
    this.#kubectl = kubectl;
    this.#timers = [setInterval(() => this.#look(), 1_000), setInterval(() => this.#name(), 5_000)];
  }

  table(): string {
    const most = new Map<string, number>();
    for (const [uid, owner] of this.#owners) {
      most.set(owner, Math.max(most.get(owner) ?? 0, this.#most.get(uid) ?? 0));
    }
    const rows = [...most].map(([owner, bytes]) => [owner, Math.round(bytes / 2 ** 20)]);
    return table(["pod of", "MiB at most"], rows.sort());
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #look(): Promise<void> {
    const { out } = await runProgram(POD_MEMORY, []);
    for (const line of out.trim().split("\n")) {
      const [uid = "", bytes] = line.split(" ");
      this.#most.set(uid, Math.max(this.#most.get(uid) ?? 0, Number(bytes)));
    }
  }

  /** Where memory is looked at, pods are known by their uids alone. */
  async #name(): Promise<void> {
    const found = await this.#kubectl.find(Pods, "pods").catch(() => undefined); // no cluster for a moment
    for (const { metadata: { name, uid } } of found?.items ?? []) {
      this.#owners.set(uid, ownerOf(name));
    }
  }
}

/** "yamnet-serve-7b8949f5df-jg6g2" and "dataset-0-np2fd" without what is a pod's own. */
function ownerOf(pod: string): string {
  return pod.replace(/(-[0-9a-f]{8,10})?(-[0-9])?(-[a-z0-9]{5})?$/, "");
}
