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
