import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { systemMeter } from "./system_usage.ts";
import { watchSystem } from "./watch_system.ts";

Deno.test("systemMeter() measures what is used of the machine", () => {
  const measure = systemMeter();
  const startedMs = performance.now();
  while (performance.now() - startedMs < 100); // keeps one CPU busy
  const { cpu_utilization_percentage, ...memory } = measure();
  assert.ok(cpu_utilization_percentage > 0 && cpu_utilization_percentage <= 100);
  assert.ok(
    memory.system_memory_usage_percentage > 0 && memory.system_memory_usage_percentage < 100,
  );
  const totalMegabytes = Deno.systemMemoryInfo().total / 1e6;
  const percent = 100 * memory.system_memory_usage_megabytes / totalMegabytes;
  assert.ok(Math.abs(percent - memory.system_memory_usage_percentage) < 0.1);
});

/** What a run's file of a system metric holds after the watch went on for a while. */
async function watch(variables: Record<string, string>): Promise<string[]> {
  const root = join(await makeTempDir(), "mlruns");
  const run = await fileTracker(root).startRun({ experiment: "tests", name: "watched" });
  {
    await using _watch = watchSystem(run, (name) => variables[name]);
    await delay(350);
  }
  const file = join(root, run.experimentId, run.id, "metrics/system/cpu_utilization_percentage");
  const read = async () => (await Deno.readTextFile(file).catch(() => "")).trim().split("\n");
  await delay(20); // the last may be under way
  const lines = await read();
  await delay(150);
  assert.deepEqual(await read(), lines, "it went on after its end");
  return lines.filter((line) => line !== "");
}

Deno.test("watchSystem() records at each interval, until it is told to stop", async () => {
  const lines = await watch({ MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "0.1" });
  assert.ok(lines.length >= 1 && lines.length <= 3, `${lines}`);
  const steps = lines.map((line) => Number(/^\d{13} \d+(?:\.\d)? (\d+)$/.exec(line)?.[1]));
  assert.ok(steps.every((step, i) => step > (steps[i - 1] ?? 0)), `${steps}`);
});

Deno.test("watchSystem() records once at the end of a run that is shorter than an interval", async () => {
  const [line, more] = await watch({});
  assert.match(line ?? "", /^\d{13} \d+(?:\.\d)? 0$/);
  assert.equal(more, undefined);
});

Deno.test("watchSystem() does nothing where it is switched off", async () => {
  const off = { MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING: "false" };
  assert.deepEqual(await watch({ MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "0.1", ...off }), []);
});

Deno.test("watchSystem() refuses a bad value by its name", async () => {
  await assert.rejects(watch({ MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "often" }), {
    message: /^Bad value for MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: /,
  });
});

Deno.test("watchSystem() leaves a run alone where it is not permitted, and says so", async () => {
  const module = JSON.stringify(import.meta.resolve("./watch_system.ts"));
  const code = `
    import { watchSystem } from ${module};
    await using watch = watchSystem({ startTimeMs: 0, logMetrics: () => Promise.resolve() });
    console.log("went on");`;
  const script = join(await makeTempDir(), "watch.ts");
  await Deno.writeTextFile(script, code);
  const config = join(import.meta.dirname ?? "", "../../deno.json");
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-prompt", "--allow-env", "--config", config, script],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success);
  assert.equal(decoder.decode(stdout), "went on\n");
  assert.match(decoder.decode(stderr), /^Warning: system metrics are not recorded: .*--allow-sys/m);
});
