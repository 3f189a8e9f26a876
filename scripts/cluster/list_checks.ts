import { join } from "node:path";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import type { Kubectl } from "../../lib/kubernetes/programs/kubectl.ts";
import type { Check } from "./check.ts";
import {
  checkDataset,
  checkMetrics,
  checkModelFiles,
  checkPredictions,
  runOfStep,
} from "./checks/pipeline.ts";
import { checkOverlays } from "./checks/overlays.ts";
import { checkRemoved, checkRepeated } from "./checks/repeat.ts";
import { checkReadOnlyRoots, checkRootIsRefused } from "./checks/security.ts";
import { checkBadVersion, checkFirstAnswer, checkRollingUpdate } from "./checks/serving.ts";
import { checkDeletedPod, checkRestartedServices, checkStoppedPod } from "./checks/trainings.ts";
import { useCluster } from "./cluster.ts";
import { type HostRun, taskOutput } from "./host_run.ts";

/** What the checks have in common. */
export interface Setting {
  kubectl: Kubectl;
  /** The recordings: ESC-50's archive, or a part of it. */
  source: string;
  /** What this machine has made of them. */
  host: HostRun;
  /** For files of the checks. */
  folder: string;
}

/** All checks, in the order in which they can be run. */
export function listChecks({ kubectl, source, host, folder }: Setting): Check[] {
  const env = minikubeVariables(folder);
  const args = ["--source", source, "--anyway"]; // it asks for four CPUs, which this machine may not have
  const minikube = async () => {
    await taskOutput("minikube", args, env);
    await useCluster(kubectl);
  };
  const wav = async () => {
    const [sample] = (await openDataset(host.dataset)).samples;
    return await Deno.readFile(sample?.path ?? "");
  };
  const metricsOf = async (job: "train" | "eval", expected: HostRun["trained"]) =>
    checkMetrics(await runOfStep(kubectl, job), expected);
  return [
    {
      name: "deno task minikube goes from recordings to a server that answers",
      isNeeded: true,
      run: () => minikube(),
    },
    {
      name: "dataset: three pods make that of one machine, by its data hash",
      run: () => checkDataset(host),
    },
    {
      name: "train: with embeddings of three pods it measures what this machine does",
      run: () => metricsOf("train", host.trained),
    },
    {
      name: "eval: it measures what this machine does",
      run: () => metricsOf("eval", host.evaluated),
    },
    {
      name: "predict: three pods write the rows of one machine",
      run: async () => await checkPredictions(folder, await useCluster(kubectl)),
    },
    {
      name: "the model's files are in MinIO",
      run: async () => await checkModelFiles(await runOfStep(kubectl, "train")),
    },
    { name: "a pod as root is refused", run: () => checkRootIsRefused(kubectl) },
    { name: "no container can write to its root", run: () => checkReadOnlyRoots(kubectl) },
    {
      name: "a training whose pod is deleted half-way goes on in its run",
      run: () => checkDeletedPod(kubectl, host.trained),
    },
    {
      name: "a training that has SIGTERM half-way marks its run, and goes on when it may",
      run: () => checkStoppedPod(kubectl, host.trained),
    },
    {
      name: "a training whose Postgres, MinIO and MLflow are restarted half-way completes",
      run: () => checkRestartedServices(kubectl, host.trained),
    },
    {
      name: "a rolling update under load loses no request",
      run: async () => await checkRollingUpdate(kubectl, await wav()),
    },
    {
      name: "a bad version never becomes ready, and the old one goes on",
      run: async () =>
        await checkBadVersion(kubectl, await wav(), {
          model: host.model,
          folder: join(folder, "broken"),
        }),
    },
    {
      name: "a server's pod answers soon after its start",
      run: async () => await checkFirstAnswer(kubectl, await wav()),
    },
    {
      name: "deno task minikube again changes nothing",
      run: () => checkRepeated(kubectl, () => minikube()),
    },
    {
      name: "deno task minikube:down leaves nothing",
      run: () => checkRemoved(kubectl, () => taskOutput("minikube:down", [], env)),
    },
    {
      name: "the overlay of a real cluster, with Kueue, Katib and KServe, is accepted",
      run: () => checkOverlays(kubectl),
    },
  ];
}

/** With the words of minikube on the PATH, as ./shims has them. */
function minikubeVariables(folder: string): Record<string, string> {
  const shims = join(import.meta.dirname ?? "", "shims");
  const kept = ["KUBECONFIG", "CLUSTER_TOOL", "CLUSTER_HOST_PID"];
  return {
    ...Object.fromEntries(kept.map((name) => [name, Deno.env.get(name) ?? ""])),
    PATH: `${shims}:${Deno.env.get("PATH")}`,
    YAMNET_KIT_CACHE: join(folder, "cache"),
  };
}
