import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ADDRESSES } from "./cluster.ts";

/** Of clients that keep their connection, and of those that open one for each request. */
const CLIENTS = 2;

const Answer = z.object({
  model: z.object({ version: z.string() }),
  clips: z.tuple([z.object({ top: z.array(z.object({ label: z.string() })).min(1) })]),
});

/** What a server said while it was under load. */
export interface Load {
  answers: number;
  /** The first of the requests that got no prediction. */
  failures: string[];
  /** Those that have answered. */
  versions: Set<string>;
}

/**
 * Asks the Service for predictions of one clip without a pause, and without a second try, while work goes on.
 *
 * @param wav The recording's bytes.
 */
export async function underLoad(
  wav: Uint8Array<ArrayBuffer>,
  work: () => Promise<void>,
): Promise<Load> {
  const load: Load = { answers: 0, failures: [], versions: new Set() };
  const end = new AbortController();
  using keeping = Deno.createHttpClient({});
  using opening = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  const clients = Array.from({ length: CLIENTS }, () => [keeping, opening]).flat()
    .map((client) => askOn(wav, client, load, end.signal));
  try {
    await work();
  } finally {
    end.abort();
    await Promise.all(clients);
  }
  return load;
}

async function askOn(
  wav: Uint8Array<ArrayBuffer>,
  client: Deno.HttpClient,
  load: Load,
  end: AbortSignal,
): Promise<void> {
  while (!end.aborted) {
    try {
      load.versions.add(await ask(wav, { client }));
      load.answers++;
    } catch (error) {
      load.failures.push(`${new Date().toISOString()} ${error}`);
      await delay(100);
    }
  }
}

/**
 * One prediction, by the Service or the pod at an address.
 *
 * @returns The version of the model that made it.
 * @throws {Error} if there is no answer, or another one.
 */
export async function ask(
  wav: Uint8Array<ArrayBuffer>,
  { client, address = ADDRESSES.serve }: { client?: Deno.HttpClient; address?: string } = {},
): Promise<string> {
  const response = await fetch(`${address}/predict`, {
    method: "POST",
    headers: { "content-type": "audio/wav" },
    body: wav,
    signal: AbortSignal.timeout(30_000),
    ...(client && { client }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${text.slice(0, 200)}`);
  return Answer.parse(JSON.parse(text)).model.version;
}
