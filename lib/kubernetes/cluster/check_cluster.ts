import { z } from "zod";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { parseQuantity } from "./quantity.ts";
import { MissingProgramError, runProgram } from "../programs/run_program.ts";

/** How the walk-through's cluster is started; minikube's answer to most of what can be missing. */
export const START_COMMAND =
  "minikube start --cpus=4 --memory=8g --disk-size=20g --kubernetes-version=v1.30.6";

const LEAST_CPUS = 4;
/** 8 GiB, less what the machine's kernel keeps for itself. */
const LEAST_MEMORY_BYTES = 7.4 * 2 ** 30;
/** Of images and volumes: measured at 4 GB, with room for recordings. */
const LEAST_FREE_DISK_BYTES = 6e9;
/** Its Jobs have a limit of failures for each index, and its pods a hook that sleeps. */
const OLDEST = { major: 1, minor: 30 };
const GIB = 2 ** 30;

/** Something that is missing, and what to do about it. */
export interface Problem {
  /** "kubectl: there is no such program on the PATH". */
  what: string;
  advice: string;
  /** Whether the steps may be tried all the same: more slowly, or with luck. */
  isTight: boolean;
}

const Nodes = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    status: z.object({
      capacity: z.object({ cpu: z.string(), memory: z.string() }),
      nodeInfo: z.object({ kubeletVersion: z.string(), architecture: z.string() }),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })),
    }),
  })).min(1),
});
type Node = z.output<typeof Nodes>["items"][number];

const Summary = z.object({ node: z.object({ fs: z.object({ availableBytes: z.number() }) }) });

/** The programs that the steps call, and where they come from. */
const PROGRAMS = [
  {
    name: "kubectl",
    version: ["version", "--client"],
    advice: "https://kubernetes.io/docs/tasks/tools/",
  },
  { name: "minikube", version: ["version"], advice: "https://minikube.sigs.k8s.io/docs/start/" },
  { name: "tar", version: ["--version"], advice: "the system's packages have it" },
] as const;

/** The programs that are not there, all at once. */
export async function findMissingPrograms(): Promise<Problem[]> {
  const found = await Promise.all(PROGRAMS.map(async ({ name, version, advice }) => {
    try {
      await runProgram(name, version);
      return [];
    } catch (error) {
      if (!(error instanceof MissingProgramError)) throw error;
      const what = `${name}: there is no such program on the PATH`;
      return [{ what, advice: `install it: ${advice}`, isTight: false }];
    }
  }));
  return found.flat();
}

/** What the cluster has too little of, all at once. */
export async function checkNodes(kubectl: Kubectl): Promise<Problem[]> {
  const nodes = await kubectl.find(Nodes, "nodes");
  const [node] = nodes?.items ?? [];
  if (!nodes || !node) throw new Error("The cluster has no node");
  const { capacity, nodeInfo, conditions } = node.status;
  const again = `start another: minikube delete && ${START_COMMAND}`;
  const cpus = parseQuantity(capacity.cpu);
  const memory = parseQuantity(capacity.memory);
  const freeDisk = await freeDiskBytes(kubectl, node);
  const isReady = conditions.some(({ type, status }) => type === "Ready" && status === "True");
  const tight = (isShort: boolean, what: string, advice: string) =>
    isShort ? [{ what, advice, isTight: true }] : [];
  return [
    ...tight(!isReady, "node: it is not ready", "wait, and look at: kubectl describe nodes"),
    ...tight(cpus < LEAST_CPUS, `CPUs: ${cpus} of ${LEAST_CPUS}`, again),
    ...tight(memory < LEAST_MEMORY_BYTES, `memory: ${gib(memory)} of 8 GiB`, again),
    ...tight(isOld(nodeInfo.kubeletVersion), `Kubernetes: ${nodeInfo.kubeletVersion}`, again),
    ...tight(
      freeDisk !== undefined && freeDisk < LEAST_FREE_DISK_BYTES,
      `disk: ${gib(freeDisk ?? 0)} free of ${gib(LEAST_FREE_DISK_BYTES)}`,
      `remove images (minikube ssh -- docker system prune --all), or ${again}`,
    ),
  ];
}

/** As the kubelet measures it; nothing where it does not tell. */
async function freeDiskBytes(kubectl: Kubectl, node: Node): Promise<number | undefined> {
  const path = `/api/v1/nodes/${node.metadata.name}/proxy/stats/summary`;
  const { out } = await kubectl.try(["get", "--raw", path]);
  return Summary.safeParse(tryParseJson(out)).data?.node.fs.availableBytes;
}

function isOld(version: string): boolean {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) < OLDEST.major ||
    (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor);
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
