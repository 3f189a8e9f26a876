import assert from "node:assert/strict";
import { z } from "zod";
import { podsOf, readManifests } from "../lib/kubernetes/manifests/test_manifests.ts";
import { runTask } from "./test_task.ts";
import { makeFolder } from "./two_sounds_test_data.ts";

const Spec = z.looseObject({
  objective: z.object({
    type: z.string(),
    objectiveMetricName: z.string(),
    additionalMetricNames: z.array(z.string()),
  }),
  parameters: z.array(z.looseObject({
    name: z.string(),
    feasibleSpace: z.looseObject({
      list: z.array(z.string()).optional(),
      min: z.string().optional(),
    }),
  })),
  metricsCollectorSpec: z.object({
    collector: z.object({ kind: z.literal("StdOut") }),
    source: z.object({ filter: z.object({ metricsFormat: z.array(z.string()).length(1) }) }),
  }),
});

const experiment = (await readManifests()).find(({ kind }) => kind === "Experiment");
assert.ok(experiment);
const spec = Spec.parse(experiment.spec);
const trial = podsOf(experiment)[0]?.pod.containers[0];

/** As Katib's collector reads a line: the first group is a metric's name, the second its value. */
function readMetrics(text: string, format: string): Map<string, string> {
  const wanted = [spec.objective.objectiveMetricName, ...spec.objective.additionalMetricNames];
  const found = text.split("\n").flatMap((line) => [...line.matchAll(new RegExp(format, "g"))])
    .map(([, name = "", value = ""]) => [name, value] as const);
  return new Map(found.filter(([name]) => wanted.includes(name)));
}

/** The trial's variables, with each parameter at the last value that it may have. */
function trialEnv(): Record<string, string> {
  const values = new Map(
    spec.parameters.map(({ name, feasibleSpace: { list, min } }) =>
      [name, list?.at(-1) ?? min ?? ""] as const
    ),
  );
  const filled = (trial?.env ?? []).flatMap(({ name, value }) => {
    const parameter = /^\$\{trialParameters\.(\w+)\}$/.exec(value ?? "")?.[1];
    if (parameter !== undefined) return [[name, values.get(parameter) ?? ""] as const];
    return ["HEAD", "SAVE_WEIGHTS"].includes(name) ? [[name, value ?? ""] as const] : [];
  });
  return Object.fromEntries(filled);
}

Deno.test("Katib's collector finds the metrics of its Experiment in what train --json prints", async () => {
  const { clips, out, runs, cache } = await makeFolder();
  const env = { ...trialEnv(), YAMNET_KIT_CACHE: cache };
  assert.deepEqual(Object.keys(env).sort(), [
    "DROPOUT",
    "HEAD",
    "HIDDEN_UNITS",
    "LEARNING_RATE",
    "POOLING",
    "SAVE_WEIGHTS",
    "YAMNET_KIT_CACHE",
  ]);
  const result = await runTask("train", [
    ...["--dataset", clips, "--out", out, "--tracking-uri", runs, "--backbone", "logmel"],
    ...["--epochs", "3", ...trial?.args ?? []],
  ], env);
  assert.equal(result.code, 0, result.err);
  const [format = ""] = spec.metricsCollectorSpec.source.filter.metricsFormat;
  const read = readMetrics(result.out, format);
  const printed = z.record(z.string(), z.number()).parse(JSON.parse(result.out));
  const { objectiveMetricName, additionalMetricNames } = spec.objective;
  for (const name of [objectiveMetricName, ...additionalMetricNames]) {
    assert.equal(Number(read.get(name)), printed[name], name);
  }
});

Deno.test("Katib's pattern reads every form of number that JSON has", () => {
  const [format = ""] = spec.metricsCollectorSpec.source.filter.metricsFormat;
  for (const value of ["0.98", "1", "-0.5", "1e-7", "3.25e+21"]) {
    assert.equal(readMetrics(`  "accuracy": ${value},`, format).get("accuracy"), value);
  }
  assert.equal(readMetrics(`  "accuracy_ci_low": 0.5,`, format).size, 0);
});

Deno.test("Katib's pattern has no semicolon, by which Katib would cut it in two", () => {
  const [format = ""] = spec.metricsCollectorSpec.source.filter.metricsFormat;
  assert.ok(!format.includes(";"));
});
