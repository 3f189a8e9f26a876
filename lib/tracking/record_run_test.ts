import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "./file_tracker.ts";
import { recordRun } from "./record_run.ts";

const options = { experiment: "tests", name: "run" };

/** The status that MLflow's file store has for the only run of a store (numbers of service.proto). */
async function statusOf(root: string): Promise<string | undefined> {
  for await (const experiment of Deno.readDir(root)) {
    for await (const run of Deno.readDir(join(root, experiment.name))) {
      const meta = join(root, experiment.name, run.name, "meta.yaml");
      const text = await Deno.readTextFile(meta).catch(() => "");
      if (text) return text.match(/^status: (\d)$/m)?.[1];
    }
  }
}

Deno.test("recordRun() finishes the run and hands on what the work returned", async () => {
  const root = await makeTempDir();
  assert.equal(await recordRun(fileTracker(root), options, () => Promise.resolve(7)), 7);
  assert.equal(await statusOf(root), "3");
});

Deno.test("recordRun() marks the run as failed when the work throws", async () => {
  const root = await makeTempDir();
  const work = () => Promise.reject(new Error("no data"));
  await assert.rejects(recordRun(fileTracker(root), options, work), { message: "no data" });
  assert.equal(await statusOf(root), "4");
});

Deno.test("recordRun() marks the run as killed when the process is interrupted", async () => {
  const root = await makeTempDir();
  const library = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { fileTracker } from ${library("./file_tracker.ts")};
    import { recordRun } from ${library("./record_run.ts")};
    await recordRun(fileTracker(${JSON.stringify(root)}), ${JSON.stringify(options)}, async () => {
      await Deno.stdout.write(new TextEncoder().encode("started"));
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, script);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--config", config, file],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill("SIGINT");
  const { code } = await child.status;
  await reader.cancel();
  await Deno.remove(file);
  assert.equal(code, 130);
  assert.equal(await statusOf(root), "5");
});
