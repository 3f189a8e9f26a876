import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../lib/dataset/random.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { taskCommand, textOf } from "./test_task.ts";

const LOOK_EVERY_MS = 5;

/** A run stores at most so many clips, and those under way, before it is killed. */
const MAX_STEP = 12;

/** What `dataset` is told: to make so many generated clips, a multiple of ten. */
export function argsFor(out: string, clips: number): string[] {
  return ["--source", "generated", "--limit", String(clips / 10), "--out", out, "--json"];
}

/** Runs of `dataset` that are to be killed, each of which goes on where the last was. */
interface DoomedRuns {
  out: string;
  /** How many clips they make. */
  clips: number;
  kills: number;
  random: Random;
  env?: Readonly<Record<string, string>>;
  /** What to look at after each. */
  onKilled?: () => Promise<void>;
}

/**
 * Runs `dataset` and kills it, again and again, at places that do not depend on the machine's speed: each time
 * when a random number of further clips are stored, the last time when all are and the manifests come.
 *
 * @returns How often it was still at work.
 */
export async function runAndKill(
  { out, clips, kills, random, env, onKilled }: DoomedRuns,
): Promise<number> {
  let atWork = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const step = 1 + Math.floor(random.uniform() * MAX_STEP);
    const stored = kill === kills ? clips : Math.min(clips, await countStored(out) + step);
    if (await killAt(stored, out, taskCommand("dataset", argsFor(out, clips), env, DETACHED))) {
      atWork++;
    }
    await onKilled?.();
  }
  return atWork;
}

/** A process group of its own. */
const DETACHED = { detached: true };

/** Kills a task and all processes that it started. @returns Whether it was still at work. */
async function killAt(stored: number, out: string, task: Deno.Command): Promise<boolean> {
  const child = task.spawn();
  let hasEnded = false;
  const ended = child.output().finally(() => hasEnded = true);
  while (!hasEnded && await countStored(out) < stored) await delay(LOOK_EVERY_MS);
  try {
    Deno.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
  }
  return textOf(await ended).code !== 0;
}

async function countStored(out: string): Promise<number> {
  const store = await openStore(out);
  return (await Array.fromAsync(store.list("audio"))).length;
}
