import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask, taskCommand, type TaskResult, textOf } from "./test_task.ts";

const KILLS = 20;
/** Each dataset is killed so many times, then left to end. */
const KILLS_EACH = 5;
const SEED = 20;

const Report = z.object({ dataHash: z.string() });
const Samples = z.object({
  samples: z.array(z.object({ filepath: z.string(), sha256: z.string() })),
});

const argsFor = (out: string) => ["--source", "generated", "--limit", "8", "--out", out, "--json"];

Deno.test(`dataset killed at ${KILLS} random moments and run again is what it is undisturbed`, async () => {
  const undisturbed = await newOut();
  const startMs = performance.now();
  const first = await runTask("dataset", argsFor(undisturbed));
  const runMs = performance.now() - startMs;
  const wanted = await contentOf(undisturbed);
  const random = new Random(SEED);
  let unfinished = 0;
  for (let kill = 0; kill < KILLS; kill += KILLS_EACH) {
    const out = await newOut();
    for (let each = 0; each < KILLS_EACH; each++) {
      if (await runAndKill(out, random.uniform() * runMs)) unfinished++;
      await checkManifest(out);
    }
    const last = await runTask("dataset", argsFor(out));
    assert.equal(hashOf(last), hashOf(first));
    assert.deepEqual(await contentOf(out), wanted);
  }
  assert.ok(unfinished >= KILLS / 2, `only ${unfinished} of ${KILLS} runs were killed at work`);
});

const newOut = async () => join(await makeTempDir(), "out");

function hashOf({ code, out, err }: TaskResult): string {
  assert.equal(code, 0, err);
  return Report.parse(JSON.parse(out)).dataHash;
}

/** Kills a task and all processes that it started. @returns Whether it was still at work. */
async function runAndKill(out: string, afterMs: number): Promise<boolean> {
  const child = taskCommand("dataset", argsFor(out), {}, { detached: true }).spawn();
  const ended = child.output();
  await Promise.race([ended, delay(afterMs)]);
  try {
    Deno.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
  }
  return textOf(await ended).code !== 0;
}

/** Where there is a manifest, all that it names is there. */
async function checkManifest(out: string): Promise<void> {
  const text = await Deno.readTextFile(join(out, "manifest.json")).catch(() => undefined);
  if (text === undefined) return;
  for (const { filepath, sha256: wanted } of Samples.parse(JSON.parse(text)).samples) {
    assert.equal(sha256(await Deno.readFile(join(out, filepath))), wanted, filepath);
  }
}
