import assert from "node:assert/strict";
import { z } from "zod";
import { podsOf, readManifests } from "./test_manifests.ts";

const Selector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z.array(z.strictObject({
    key: z.string(),
    operator: z.enum(["In", "Exists"]),
    values: z.array(z.string()).default([]),
  })).optional(),
});
const Peer = z.looseObject({
  podSelector: Selector.optional(),
  namespaceSelector: z.looseObject({}).optional(),
  ipBlock: z.looseObject({}).optional(),
});
const Ports = z.array(z.looseObject({ port: z.number() }));
const PolicySchema = z.looseObject({
  podSelector: Selector,
  policyTypes: z.array(z.enum(["Ingress", "Egress"])),
  ingress: z.array(z.strictObject({ from: z.array(Peer).min(1), ports: Ports })).default([]),
  egress: z.array(z.strictObject({ to: z.array(Peer).min(1), ports: Ports })).default([]),
});
type Labels = Record<string, string>;

const manifests = await readManifests();
const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy")
  .map(({ metadata, spec }) => ({ name: metadata.name, ...PolicySchema.parse(spec) }));
const pods = manifests.flatMap(podsOf);

function labelsOf(name: string): Labels {
  const found = pods.find((pod) => pod.name === name);
  assert.ok(found, `no pods of ${name}`);
  return found.labels;
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: z.infer<typeof Selector>,
  labels: Labels,
): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      return value !== undefined && (operator === "Exists" || values.includes(value));
    });
}

/** Whether a pod of the namespace may open a connection to another: both ends must allow it. */
function isOpen(from: string, to: string, port: number): boolean {
  const [source, target] = [labelsOf(from), labelsOf(to)];
  const isPeer = (labels: Labels) => ({ podSelector, namespaceSelector, ipBlock }: Peer) =>
    ipBlock === undefined &&
    (podSelector === undefined
      ? namespaceSelector !== undefined && Object.keys(namespaceSelector).length === 0
      : namespaceSelector === undefined && selects(podSelector, labels));
  const hasPort = (ports: z.infer<typeof Ports>) => ports.some((open) => open.port === port);
  const goesOut = policies.some(({ podSelector, egress }) =>
    selects(podSelector, source) &&
    egress.some(({ to, ports }) => to.some(isPeer(target)) && hasPort(ports))
  );
  const comesIn = policies.some(({ podSelector, ingress }) =>
    selects(podSelector, target) &&
    ingress.some(({ from, ports }) => from.some(isPeer(source)) && hasPort(ports))
  );
  return goesOut && comesIn;
}
type Peer = z.infer<typeof Peer>;

Deno.test("Nothing is open by default, in either direction", () => {
  const denied = policies.find(({ name }) => name === "default-deny");
  assert.deepEqual(denied, {
    name: "default-deny",
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [],
  });
});

Deno.test("Pods reach what they use, and nothing else", () => {
  const jobs = ["bucket", "dataset", "embed", "train", "eval", "predict", "tune"];
  const all = [...jobs, "mlflow", "yamnet-serve", "postgres", "minio"];
  const reach = (to: string, port: number) => all.filter((from) => isOpen(from, to, port)).sort();
  assert.deepEqual(reach("postgres", 5432), ["mlflow"]);
  assert.deepEqual(reach("minio", 9000), [...jobs, "mlflow"].sort());
  assert.deepEqual(reach("minio", 9001), []);
  assert.deepEqual(reach("mlflow", 5000), ["eval", "predict", "train", "tune", "yamnet-serve"]);
});

Deno.test("Every pod may look up names", () => {
  const dns = policies.find(({ name }) => name === "dns");
  assert.deepEqual(dns?.podSelector, {});
  assert.deepEqual(dns?.egress[0]?.ports.map(({ port }) => port), [53, 53]);
});

Deno.test("The server answers the whole cluster, Prometheus too", () => {
  const served = policies.find(({ name }) => name === "serve");
  assert.deepEqual(served?.ingress[0]?.from, [{ namespaceSelector: {} }]);
  assert.ok(served && selects(served.podSelector, labelsOf("yamnet-serve")));
});
