import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Kubectl } from "../../lib/kubernetes/programs/kubectl.ts";
import { PROJECT } from "../../lib/kubernetes/places.ts";
import { findPods } from "../../lib/kubernetes/pods/pod.ts";
import { openStore } from "../../lib/storage/open_store.ts";
import { CHAMPION } from "./cluster.ts";
import { runsOfJob } from "./tracked_runs.ts";
import { until } from "./until.ts";

const Manifest = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.tuple([z.looseObject({
          env: z.array(z.looseObject({ name: z.string() })),
          resources: z.looseObject({
            requests: z.looseObject({ cpu: z.string() }),
            limits: z.looseObject({ cpu: z.string() }),
          }),
        })]),
      }),
    }),
  }),
});

const Uid = z.object({ metadata: z.object({ uid: z.string() }) });

/** A training as k8s/train/train_job.yaml has it, under a name of its own. */
export interface TrainingJob {
  /** Of the Job, and of the model that it registers. */
  name: string;
  uid: string;
  /** Where its embeddings go: none are there at first. */
  embeddings: string;
}

/**
 * So slow that half-way lasts for some seconds: on two cores the whole training takes five.
 */
const CPUS = "400m";

/** Of ESC-10's 320 clips. */
const HALF_OF_THE_CLIPS = 160;

/** Starts a training from nothing, on less than one core. */
export async function startTraining(kubectl: Kubectl, name: string): Promise<TrainingJob> {
  const text = await Deno.readTextFile(join(PROJECT, "k8s/train/train_job.yaml"));
  const manifest = Manifest.parse(parse(text));
  const [container] = manifest.spec.template.spec.containers;
  const embeddings = `s3://datasets/${name}-embeddings`;
  const changed = {
    EMBEDDINGS_URI: embeddings,
    REGISTERED_MODEL_NAME: `${CHAMPION.name}-${name}`,
  };
  manifest.metadata.name = name;
  container.env = [
    ...container.env.filter((variable) => !(variable.name in changed)),
    ...Object.entries(changed).map(([name, value]) => ({ name, value })),
  ];
  container.resources.requests.cpu = "100m";
  container.resources.limits.cpu = CPUS;
  await kubectl.run(["apply", "--filename=-"], { stdin: JSON.stringify(manifest) });
  const job = await kubectl.find(Uid, "job", name);
  if (!job) throw new Error(`The Job ${name} is not there`);
  return { name, uid: job.metadata.uid, embeddings };
}

/**
 * Waits until a training has a run and half of its embeddings.
 *
 * @returns The pod that is at it.
 */
export async function halfWay(kubectl: Kubectl, job: TrainingJob): Promise<string> {
  await until(`a run of the Job ${job.name}`, 120, async () => {
    const [run] = await runsOfJob(job.uid);
    return run?.status === "RUNNING" ? run : undefined;
  });
  const store = await openStore(job.embeddings);
  await until(`half of the embeddings of the Job ${job.name}`, 120, async () => {
    const files = await Array.fromAsync(store.list());
    return files.length >= HALF_OF_THE_CLIPS ? files : undefined;
  });
  const pods = await findPods(kubectl, `batch.kubernetes.io/job-name=${job.name}`);
  const pod = pods.find(({ status }) => status.phase === "Running");
  if (!pod) throw new Error(`No pod of the Job ${job.name} is at work any more: it was too quick`);
  return pod.metadata.name;
}
