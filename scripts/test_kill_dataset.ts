import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../lib/dataset/random.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { taskCommand, textOf } from "./test_task.ts";

const LOOK_EVERY_MS = 5;

/** A run of `dataset` that is to be killed. */
interface DoomedRun {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  out: string;
}

/**
 * So many clips are to be stored before each kill, in growing numbers, since each run goes on where the last
 * was; at the last, all of them are, and the manifests are on their way.
 */
export function killMoments(random: Random, kills: number, clips: number): number[] {
  const drawn = Array.from({ length: kills - 1 }, () => Math.floor(random.uniform() * clips));
  return [...drawn.sort((a, b) => a - b), clips];
}

/**
 * Runs `dataset` and kills it, with all processes that it started, once so many clips are stored: a slow
 * machine is killed at the same places as a fast one.
 *
 * @returns Whether it was still at work.
 */
export async function runAndKill({ args, env, out }: DoomedRun, clips: number): Promise<boolean> {
  const child = taskCommand("dataset", args, env, { detached: true }).spawn();
  const ended = child.output();
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  const store = await openStore(out);
  while (!hasEnded && (await Array.fromAsync(store.list("audio"))).length < clips) {
    await delay(LOOK_EVERY_MS);
  }
  try {
    Deno.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
  }
  return textOf(await ended).code !== 0;
}
