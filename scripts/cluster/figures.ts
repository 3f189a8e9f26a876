import { z } from "zod";
import { table } from "../../lib/cli/table.ts";
import type { Kubectl } from "../../lib/kubernetes/programs/kubectl.ts";
import { ask } from "./load.ts";
import { until } from "./until.ts";

const Nodes = z.object({
  items: z.tuple([z.object({
    status: z.object({
      images: z.array(z.object({
        names: z.array(z.string()).nullable(), // none where a newer image has taken the name
        sizeBytes: z.number(),
      })),
    }),
  })]),
});

/** The sizes of the kit's images, unpacked. */
export async function imageSizes(kubectl: Kubectl): Promise<string> {
  const nodes = await kubectl.find(Nodes, "nodes");
  const rows = (nodes?.items[0].status.images ?? []).flatMap(({ names, sizeBytes }) => {
    const [, name] = /\/(yamnet-[^/]+)$/.exec(names?.[0] ?? "") ?? [];
    return name === undefined ? [] : [[name, Math.round(sizeBytes / 1e6)]];
  });
  return table(["image", "MB"], rows.sort());
}

const ServerPods = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    status: z.object({ podIP: z.string().optional() }),
  })),
});

/** Seconds until a server's pod, from the moment in which it is made, has answered its first request. */
export async function secondsToFirstAnswer(
  kubectl: Kubectl,
  wav: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const selector = "--selector=app.kubernetes.io/name=yamnet-serve";
  const find = async () => (await kubectl.find(ServerPods, "pods", selector))?.items ?? [];
  const old = new Set((await find()).map(({ metadata }) => metadata.name));
  const startMs = performance.now();
  await kubectl.run(["delete", "pod", selector, "--wait=false"]);
  const ip = await until("the new pod's address", 60, async () => {
    const made = (await find()).find(({ metadata }) => !old.has(metadata.name));
    return made?.status.podIP;
  });
  await until("the new pod's answer", 120, async () => {
    return await ask(wav, { address: `http://${ip}:8080` }).catch(() => undefined);
  });
  return (performance.now() - startMs) / 1000;
}

const Summary = z.object({
  pods: z.array(z.object({
    podRef: z.object({ name: z.string(), namespace: z.string() }),
    memory: z.object({ workingSetBytes: z.number().default(0) }).prefault({}),
  })),
});

/** The most memory that pods have used, as the kubelet measures it every ten seconds or so. */
export class MemoryWatch implements Disposable {
  readonly #kubectl: Kubectl;
  readonly #most = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(kubectl: Kubectl, intervalMs = 5_000) {
    this.#kubectl = kubectl;
    this.#timer = setInterval(() => this.#look(), intervalMs);
  }

  /** A row for each Deployment, StatefulSet and Job. */
  table(): string {
    const rows = [...this.#most].map(([name, bytes]) => [name, Math.round(bytes / 2 ** 20)]);
    return table(["pod", "MiB at most"], rows.sort());
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { out, code } = await this.#kubectl.try([
      "get",
      "--raw",
      "/api/v1/nodes/node/proxy/stats/summary",
    ]);
    if (code !== 0) return;
    for (const { podRef, memory } of Summary.parse(JSON.parse(out)).pods) {
      if (podRef.namespace !== this.#kubectl.namespace) continue;
      const owner = ownerOf(podRef.name);
      const most = Math.max(this.#most.get(owner) ?? 0, memory.workingSetBytes);
      this.#most.set(owner, most);
    }
  }
}

/** "yamnet-serve-7b8949f5df-jg6g2" and "dataset-0-np2fd" without what is a pod's own. */
function ownerOf(pod: string): string {
  return pod.replace(/(-[0-9a-f]{8,10})?(-[0-9])?(-[a-z0-9]{5})?$/, "");
}
