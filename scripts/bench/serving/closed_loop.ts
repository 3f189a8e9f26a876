import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { HttpConnection } from "./http_connection.ts";
import { type LoadResult, Tally } from "./tally.ts";

/** How long answers that are still due at the end are waited for. */
const DRAIN_MS = 60_000;

/** Before a user whose connection was cut comes again. */
const RECONNECT_MS = 50;

/** What {@linkcode closedLoop} does. */
export interface LoadPlan {
  url: URL;
  /** See `requestBytes()`. */
  request: Uint8Array;
  /** How many users; each sends its next request when it has the answer to the last one. */
  connections: number;
  /** How long a user waits between an answer and its next request. */
  pauseMs: number;
  /** Before it counts. */
  warmUpSeconds: number;
  seconds: number;
}

/** Keeps a server busy with as many requests at a time as there are connections. */
export async function closedLoop(plan: LoadPlan): Promise<LoadResult> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now() + plan.warmUpSeconds * 1000;
  const endMs = startMs + plan.seconds * 1000;
  const tally = new Tally(startMs, endMs);
  const users = Array.from({ length: plan.connections }, async () => {
    while (performance.now() < endMs) await useConnection(plan, endMs, tally);
  });
  await Promise.all(users);
  const { user, system } = process.cpuUsage(cpuBefore);
  return tally.result((user + system) / 1e6);
}

/** One connection, until the end or until it is of no more use. */
async function useConnection(
  { url, request, pauseMs }: LoadPlan,
  endMs: number,
  tally: Tally,
): Promise<void> {
  let sentMs = performance.now();
  let patience: ReturnType<typeof setTimeout> | undefined;
  try {
    using connection = await HttpConnection.open(url, request);
    patience = setTimeout(() => connection[Symbol.dispose](), endMs - sentMs + DRAIN_MS);
    while (performance.now() < endMs && connection.isUsable) {
      sentMs = performance.now();
      tally.note(sentMs, await connection.send());
      if (pauseMs > 0) await delay(pauseMs);
    }
  } catch {
    tally.note(sentMs, undefined);
    await delay(RECONNECT_MS);
  } finally {
    clearTimeout(patience);
  }
}
