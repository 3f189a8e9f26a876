import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { z } from "zod";
import { defineAssetTest } from "../../storage/test_assets.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import {
  isKustomization,
  isPatch,
  K8S,
  manifestFiles,
  parseManifests,
  parseYaml,
  podsOf,
  readManifests,
} from "./test_manifests.ts";

const files = await manifestFiles();
const manifests = await readManifests();
const named = (kind: string) =>
  manifests.filter((manifest) => manifest.kind === kind).map(({ metadata }) => metadata.name);

const Kustomization = z.looseObject({
  kind: z.enum(["Kustomization", "Component"]),
  namespace: z.string().optional(),
});

async function kustomizations(kind: "Kustomization" | "Component"): Promise<string[]> {
  const folders: string[] = [];
  for (const file of files.filter(isKustomization)) {
    const [document] = parseYaml(await Deno.readTextFile(join(K8S, file)));
    if (Kustomization.parse(document).kind === kind) folders.push(dirname(file));
  }
  return folders;
}

/** Where the tool that checks schemas has its kubectl, or else on PATH. */
function findKubectl(): string | undefined {
  const home = Deno.env.get("CLUSTER_HOME") ??
    join(Deno.env.get("HOME") ?? "", ".cache/cluster");
  const folders = [join(home, "bin"), ...(Deno.env.get("PATH") ?? "").split(":")];
  return folders.map((folder) => join(folder, "kubectl")).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const command = new Deno.Command(program, { args: [...args], stdout: "piped", stderr: "piped" });
  const { code, stdout, stderr } = await command.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.equal(code, 0, `${program} ${args.join(" ")}\n${out}${err}`);
  return out ?? "";
}

const kubectl = findKubectl();
const withoutKubectl = kubectl === undefined ? ["kubectl"] : [];
const render = (folder: string) => run(kubectl ?? "", ["kustomize", folder]);

/** The Prometheus operator's kind, whose schema the tool has not. */
const UNKNOWN = "monitoring.coreos.com/v1";

/** Writes what a kustomization renders to a file, without what has no schema at hand. */
async function renderKnown(folder: string, to: string): Promise<string> {
  const documents = (await render(folder)).split(/^---$/m);
  const known = documents.filter((text) => !text.includes(`apiVersion: ${UNKNOWN}`));
  await Deno.writeTextFile(to, known.join("---"));
  return to;
}

Deno.test("The namespace, services and Jobs have the names of the system that this replaces", () => {
  assert.deepEqual(named("Namespace"), ["mlops-train"]);
  assert.deepEqual(named("Service").sort(), ["minio", "mlflow", "postgres", "yamnet-serve"]);
  const jobs = ["bucket", "dataset", "embed", "eval", "predict", "train"];
  assert.deepEqual(named("Job").sort(), jobs);
});

Deno.test("The namespace enforces the restricted Pod Security Standard", () => {
  const namespace = manifests.find(({ kind }) => kind === "Namespace");
  assert.equal(namespace?.metadata.labels["pod-security.kubernetes.io/enforce"], "restricted");
});

Deno.test("No secret is in a manifest", () => {
  assert.deepEqual(named("Secret"), []);
});

Deno.test("Every object says which part it is of, by which one part can be applied", () => {
  const unlabelled = manifests.filter(({ metadata: { labels } }) =>
    labels["app.kubernetes.io/component"] === undefined
  );
  assert.deepEqual(unlabelled.map(({ kind, metadata }) => `${kind} ${metadata.name}`), []);
});

Deno.test("Kinds without a namespace are given none", () => {
  const clusterWide = [
    "ResourceFlavor",
    "ClusterQueue",
    "WorkloadPriorityClass",
    "PersistentVolume",
  ];
  const misplaced = manifests.filter(({ kind, metadata }) =>
    clusterWide.includes(kind) && metadata.namespace !== undefined
  );
  assert.deepEqual(misplaced.map(({ kind }) => kind), []);
});

Deno.test("What a patch changes is not counted as a manifest of its own", () => {
  assert.deepEqual(files.filter(isPatch).length, 6);
});

defineAssetTest(
  "Every overlay, component and file is valid against the schemas of Kubernetes and of the kinds that it uses",
  ["tools/cluster/validate"],
  async ([validate = ""]) => {
    const folder = await makeTempDir();
    const rendered: string[] = [];
    for (const [index, name] of (await kustomizations("Kustomization")).entries()) {
      rendered.push(await renderKnown(join(K8S, name), join(folder, `${index}.yaml`)));
    }
    for (const name of await kustomizations("Component")) {
      const wrapped = await makeTempDir();
      const component = join(K8S, name);
      await wrapComponent(wrapped, component);
      rendered.push(await renderKnown(wrapped, join(folder, `${name.replaceAll("/", "_")}.yaml`)));
    }
    const single = files.filter((file) =>
      !isKustomization(file) && !isPatch(file) && file !== "monitoring/service_monitor.yaml"
    );
    await run(validate, [...rendered, ...single.map((file) => join(K8S, file))]);
  },
  withoutKubectl,
);

/** A kustomization of what runs all the time, the Jobs and one component. */
async function wrapComponent(folder: string, component: string): Promise<void> {
  const below = (path: string) => relativeFrom(folder, path);
  const resources = ["base", "dataset", "train", "eval", "predict"].map((name) => join(K8S, name));
  await Deno.writeTextFile(
    join(folder, "kustomization.yaml"),
    JSON.stringify({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: resources.map(below),
      components: [below(component)],
    }),
  );
}

/** kustomize takes no absolute paths; from a temporary folder these go by the root. */
function relativeFrom(folder: string, path: string): string {
  const up = folder.split("/").filter((part) => part !== "").map(() => "..").join("/");
  return join(up, path);
}

defineAssetTest(
  "The minikube overlay has nothing but labelled objects in the namespace, and no Job but the buckets'",
  [],
  async () => {
    const overlay = parseManifests(await render(join(K8S, "overlays/minikube")));
    for (const { kind, metadata } of overlay) {
      assert.ok(metadata.labels["app.kubernetes.io/component"], `${kind} ${metadata.name}`);
      assert.equal(metadata.namespace, kind === "Namespace" ? undefined : "mlops-train");
    }
    const jobs = overlay.filter(({ kind }) => kind === "Job").map(({ metadata }) => metadata.name);
    assert.deepEqual(jobs, ["bucket"]);
  },
  withoutKubectl,
);

defineAssetTest(
  "The cluster's Jobs are created suspended, with a queue, and from its registry",
  [],
  async () => {
    const jobs = parseManifests(await render(join(K8S, "overlays/cluster/jobs")));
    assert.deepEqual(jobs.map(({ kind }) => kind), ["Job", "Job", "Job", "Job", "Job"]);
    for (const { metadata, spec } of jobs) {
      assert.equal(metadata.labels["kueue.x-k8s.io/queue-name"], "mlops-train");
      assert.equal(spec?.["suspend"], true);
      assert.match(JSON.stringify(spec), /"image":"registry\.example\.org\/[^":]+:\d/);
    }
  },
  withoutKubectl,
);

Deno.test("The ServiceMonitor needs no secret: the operator leaves out one whose secret is not there", () => {
  const monitor = manifests.find(({ kind }) => kind === "ServiceMonitor");
  assert.ok(monitor);
  assert.doesNotMatch(JSON.stringify(monitor.spec), /credentials|secret/i);
});

defineAssetTest(
  "The cluster's MLflow answers to the Ingress's name, and keeps its other settings",
  [],
  async () => {
    const argsOf = async (overlay: string) => {
      const objects = parseManifests(await render(join(K8S, overlay)));
      return objects.flatMap(podsOf).find(({ name }) => name === "mlflow")?.pod.containers[0]?.args;
    };
    const args = await argsOf("overlays/minikube") ?? [];
    const added = ["--cors-allowed-origins=https://mlflow.example.org"];
    assert.deepEqual(await argsOf("overlays/cluster"), [
      ...args.map((arg) => arg.startsWith("--allowed-hosts=") ? `${arg},mlflow.example.org` : arg),
      ...added,
    ]);
  },
  withoutKubectl,
);

defineAssetTest(
  "The host's folder comes by a claim that the pod may only read, as restricted pods have no hostPath",
  [],
  async () => {
    const rendered = parseManifests(await render(join(K8S, "overlays/hostmount")));
    const pod = rendered.flatMap(podsOf)[0]?.pod;
    assert.deepEqual(pod?.volumes.find(({ name }) => name === "recordings"), {
      name: "recordings",
      persistentVolumeClaim: { claimName: "recordings", readOnly: true },
    });
    const mountPath = "/mnt/datasets/real_audio_dataset";
    const mounts = z.array(z.looseObject({ name: z.string() }))
      .parse(pod?.containers[0]?.["volumeMounts"]);
    assert.deepEqual(mounts.find(({ name }) => name === "recordings"), {
      name: "recordings",
      mountPath,
      readOnly: true,
    });
    const source = pod?.containers[0]?.env.find(({ name }) => name === "DATASET_SOURCE");
    assert.equal(source?.value, mountPath);
  },
  withoutKubectl,
);
