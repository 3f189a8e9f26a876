import assert from "node:assert/strict";
import { z } from "zod";
import { type Container, mebibytes, type PodOf, podsOf, readManifests } from "./test_manifests.ts";

const manifests = await readManifests();
const runtime = manifests.find(({ kind }) => kind === "ServingRuntime");
const pods = manifests.flatMap(podsOf);
const everyContainer = pods.flatMap(({ owner, pod }) =>
  [...pod.initContainers, ...pod.containers].map((container) => ({ owner, container }))
);
const RUNS_ON = ["Deployment", "StatefulSet"];
const services = pods.filter(({ kind }) => RUNS_ON.includes(kind));

/** The restricted Pod Security Standard, and a read-only root file system, which it does not ask for. */
const Locked = z.looseObject({
  allowPrivilegeEscalation: z.literal(false),
  readOnlyRootFilesystem: z.literal(true),
  capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  privileged: z.literal(false).optional(),
});
const NotRoot = z.looseObject({
  runAsNonRoot: z.literal(true),
  runAsUser: z.number().min(1),
  seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
});

/** What a restricted pod may mount; of these, what we need. */
const VOLUMES = ["emptyDir", "persistentVolumeClaim", "configMap", "secret"];

function containerNamed(owner: string): Container {
  const container = pods.find((pod) => pod.owner === owner)?.pod.containers[0];
  assert.ok(container, `no ${owner}`);
  return container;
}

function check(schema: z.ZodType, value: unknown, owner: string): void {
  const { error } = schema.safeParse(value);
  assert.ok(error === undefined, `${owner}: ${error && z.prettifyError(error)}`);
}

Deno.test("Every workload is there", () => {
  const owners = pods.map(({ owner }) => owner).filter((owner) => !owner.startsWith("Pod "));
  assert.deepEqual(owners.sort(), [
    "Deployment mlflow",
    "Deployment yamnet-serve",
    "Experiment tune",
    "Job bucket",
    "Job dataset",
    "Job embed",
    "Job eval",
    "Job predict",
    "Job train",
    "StatefulSet minio",
    "StatefulSet postgres",
  ]);
});

Deno.test("Every pod keeps to the restricted Pod Security Standard, with a read-only root file system", () => {
  for (const { owner, pod } of pods) {
    check(NotRoot, pod.securityContext, owner);
    assert.equal(pod.hostNetwork ?? pod.hostPID ?? pod.hostIPC, undefined, owner);
    for (const { name, ...source } of pod.volumes) {
      const kinds = Object.keys(source);
      assert.ok(kinds.every((kind) => VOLUMES.includes(kind)), `${owner}: ${name} is a ${kinds}`);
    }
  }
  for (const { owner, container } of everyContainer) {
    check(Locked, container.securityContext, owner);
  }
});

Deno.test("KServe's runtime keeps to the same", () => {
  const spec = z.looseObject({
    containers: z.array(z.looseObject({ securityContext: z.looseObject({}) })).length(1),
  }).parse(runtime?.spec);
  for (const { securityContext } of spec.containers) {
    check(Locked, securityContext, "ServingRuntime");
    check(NotRoot, securityContext, "ServingRuntime");
  }
});

Deno.test("No pod has a token of the cluster, or a place for temporary files without a limit", () => {
  for (const { owner, pod } of pods) {
    assert.equal(pod.automountServiceAccountToken, false, owner);
    for (const volume of pod.volumes) {
      if (!("emptyDir" in volume)) continue;
      check(z.object({ sizeLimit: z.string() }), volume.emptyDir, `${owner}: ${volume.name}`);
    }
  }
});

Deno.test("No pod is given the addresses of Services as variables, some of which its program might read", () => {
  for (const { owner, pod } of pods) assert.equal(pod["enableServiceLinks"], false, owner);
});

Deno.test("Every container asks for CPU and memory, and has a limit of both", () => {
  for (const { owner, container: { resources } } of everyContainer) {
    for (const amounts of [resources.requests, resources.limits]) {
      assert.deepEqual(Object.keys(amounts).sort(), ["cpu", "memory"], owner);
    }
    assert.ok(
      mebibytes(resources.requests["memory"] ?? "") <=
        mebibytes(resources.limits["memory"] ?? ""),
      owner,
    );
  }
});

Deno.test("What always runs on minikube takes less than 3 GB of memory at its limits", () => {
  const limits = services.flatMap(({ pod }) => pod.containers)
    .map(({ resources }) => mebibytes(resources.limits["memory"] ?? ""));
  const total = limits.reduce((sum, limit) => sum + limit, 0);
  assert.ok(total < 3 * 1024, `${total} MiB`);
});

Deno.test("What always runs is probed at its start, for readiness and for life", () => {
  for (const { owner, pod } of services) {
    for (const { startupProbe, readinessProbe, livenessProbe } of pod.containers) {
      assert.ok(startupProbe && readinessProbe && livenessProbe, owner);
    }
  }
});

Deno.test("A server that is stopped has the time for its preStop and the requests that it is at", () => {
  const served = pods.find(({ name }) => name === "yamnet-serve");
  const { preStop } = served?.pod.containers[0]?.lifecycle ?? {};
  const drainSeconds = 20; // SERVE_DRAIN_TIMEOUT, in k8s/inference/kustomization.yaml
  const graceSeconds = served?.pod.terminationGracePeriodSeconds ?? 0;
  assert.ok(preStop && preStop.sleep.seconds + drainSeconds < graceSeconds);
});

Deno.test("Images have a tag, of which only the client of MinIO's is `latest`", () => {
  const images = new Set(everyContainer.map(({ container }) => container.image));
  assert.deepEqual([...images].filter((image) => !/:[\w.-]+$/.test(image)), []);
  const latest = [...images].filter((image) => image.endsWith(":latest"));
  assert.deepEqual(latest, ["quay.io/minio/mc:latest"]);
});

Deno.test("Jobs start again after a disruption and SIGTERM, but not after wrong usage", () => {
  const Rules = z.looseObject({
    podReplacementPolicy: z.literal("Failed"),
    ttlSecondsAfterFinished: z.number(),
    podFailurePolicy: z.object({ rules: z.array(z.looseObject({ action: z.string() })) }),
  });
  for (const { kind, metadata: { name }, spec } of manifests) {
    if (kind !== "Job" || name === "bucket") continue;
    const { rules } = Rules.parse(spec).podFailurePolicy;
    const exits = (values: number[]) => ({ containerName: name, operator: "In", values });
    assert.deepEqual(rules, [
      { action: "FailJob", onExitCodes: exits([2]) },
      { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      { action: "Ignore", onExitCodes: exits([143]) },
    ], name);
  }
});

Deno.test("Jobs in parts are Indexed, with as many parts as their script is told of", () => {
  const Indexed = z.looseObject({
    completionMode: z.literal("Indexed"),
    completions: z.number(),
    backoffLimitPerIndex: z.number(),
  });
  for (
    const [name, variable] of [
      ["dataset", "DATASET_SHARDS"],
      ["embed", "EMBED_SHARDS"],
      ["predict", "PREDICT_SHARDS"],
    ] as const
  ) {
    const job = manifests.find(({ kind, metadata }) => kind === "Job" && metadata.name === name);
    const { completions } = Indexed.parse(job?.spec);
    const { env } = containerNamed(`Job ${name}`);
    assert.equal(env.find(({ name }) => name === variable)?.value, `${completions}`, name);
  }
});

Deno.test("Tracked Jobs know their uid, so that a pod goes on in the run of an earlier one", () => {
  for (const owner of ["Job train", "Job eval", "Experiment tune"]) {
    const uid = containerNamed(owner).env.find(({ name }) => name === "JOB_UID");
    assert.deepEqual(uid?.["valueFrom"], {
      fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" },
    }, owner);
  }
});

Deno.test("Every pod has the labels by which it is found and let through the network", () => {
  const wanted = ["name", "component", "part-of"].map((word) => `app.kubernetes.io/${word}`);
  const incomplete = ({ labels }: PodOf) => wanted.some((label) => labels[label] === undefined);
  assert.deepEqual(
    pods.filter(({ kind }) => kind !== "Pod").filter(incomplete).map(({ owner }) => owner),
    [],
  );
});
