import { join, relative } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { PROJECT } from "../places.ts";

/** The folder of all manifests. */
export const K8S = join(PROJECT, "k8s");

const Quantities = z.record(z.string(), z.string());
const Probe = z.looseObject({ periodSeconds: z.number() });

const ContainerSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  envFrom: z.array(z.looseObject({
    configMapRef: z.object({ name: z.string() }).optional(),
    secretRef: z.object({ name: z.string() }).optional(),
  })).default([]),
  ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.number() }))
    .default([]),
  resources: z.object({ requests: Quantities, limits: Quantities }),
  securityContext: z.looseObject({}),
  startupProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) })
    .optional(),
});
export type Container = z.infer<typeof ContainerSchema>;

const PodSchema = z.looseObject({
  automountServiceAccountToken: z.boolean().optional(),
  restartPolicy: z.string().optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.looseObject({}).optional(),
  hostNetwork: z.boolean().optional(),
  hostPID: z.boolean().optional(),
  hostIPC: z.boolean().optional(),
  initContainers: z.array(ContainerSchema).default([]),
  containers: z.array(ContainerSchema).min(1),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
});
export type Pod = z.infer<typeof PodSchema>;

const Labels = z.record(z.string(), z.string()).default({});

const ManifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional(), labels: Labels }),
  spec: z.looseObject({}).optional(),
});
export type Manifest = z.infer<typeof ManifestSchema>;

const Template = z.looseObject({
  metadata: z.looseObject({ labels: Labels }),
  spec: PodSchema,
});
const Workload = z.looseObject({ template: Template });
const TrialTemplate = z.looseObject({
  trialTemplate: z.looseObject({ trialSpec: z.looseObject({ spec: Workload }) }),
});

/** A pod that a manifest makes. */
export interface PodOf {
  /** "StatefulSet postgres". */
  owner: string;
  kind: string;
  name: string;
  labels: Record<string, string>;
  pod: Pod;
}

/** Every YAML file of k8s/ but Compose's, by its path there. */
export async function manifestFiles(folder = K8S): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) files.push(...await manifestFiles(path));
    else if (name.endsWith(".yaml") && name !== "compose.yaml") files.push(relative(K8S, path));
  }
  return files.filter((file) => !file.startsWith("secrets/")).sort();
}

/** The documents of some YAML. */
export function parseYaml(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  }).filter((document) => document !== null);
}

export function parseManifests(text: string): Manifest[] {
  return parseYaml(text).map((document) => ManifestSchema.parse(document));
}

/** All that is whole in itself: not kustomizations, and not patches, which say only what differs. */
export async function readManifests(): Promise<Manifest[]> {
  const whole = (await manifestFiles()).filter((file) => !isKustomization(file) && !isPatch(file));
  const texts = whole.map((file) => Deno.readTextFile(join(K8S, file)));
  return (await Promise.all(texts)).flatMap(parseManifests);
}

export const isKustomization = (file: string): boolean => file.endsWith("kustomization.yaml");

const PATCHES = [
  "overlays/minikube/one_server.yaml",
  "overlays/cluster/postgres.yaml",
  "overlays/cluster/replicas.yaml",
  "overlays/cluster/s3.yaml",
  "overlays/cluster/tokens.yaml",
  "components/hostmount/dataset_job.yaml",
];

/** Whether a file says only what differs from another. */
export const isPatch = (file: string): boolean => PATCHES.includes(file);

/** The pods of a manifest: of a Deployment, StatefulSet, Job or an Experiment's trials. */
export function podsOf({ kind, metadata: { name, labels }, spec }: Manifest): PodOf[] {
  const owner = `${kind} ${name}`;
  if (kind === "Pod") return [{ owner, kind, name, labels, pod: PodSchema.parse(spec) }];
  if (["Deployment", "StatefulSet", "Job"].includes(kind)) {
    const { template } = Workload.parse(spec);
    return [{ owner, kind, name, labels: template.metadata.labels, pod: template.spec }];
  }
  if (kind === "Experiment") {
    const { trialTemplate } = TrialTemplate.parse(spec);
    const { template } = trialTemplate.trialSpec.spec;
    return [{ owner, kind, name, labels: template.metadata.labels, pod: template.spec }];
  }
  return [];
}

/** "512Mi" or "1Gi" in MiB. */
export function mebibytes(quantity: string): number {
  const [, amount, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (amount === undefined) throw new Error(`Wanted Mi or Gi; got ${quantity}`);
  return Number(amount) * (unit === "Gi" ? 1024 : 1);
}
