/// <reference lib="deno.worker" />
import { noise } from "../../model/test_parts.ts";
import { postWav } from "./test_server.ts";

/**
 * For tests: asks a server with the model "slow" more than it can do, until the worker is ended; the address
 * comes as a message. A quarter of the clients send 8 MB of JSON, with more clips than the queue has room for:
 * they cost the server all but inference.
 */
const CLIENTS = 12;

self.onmessage = ({ data: address }: MessageEvent<string>) => {
  const clip = Array.from(noise(32_000), (sample) => Number(sample.toFixed(5)));
  const body = new TextEncoder().encode(JSON.stringify({ instances: Array(32).fill(clip) }));
  const predictLarge = () => fetch(`${address}/v1/models/slow:predict`, { method: "POST", body });
  for (let client = 0; client < CLIENTS; client++) {
    askOn(client % 4 === 0 ? predictLarge : () => postWav(address));
  }
};

async function askOn(ask: () => Promise<Response>): Promise<void> {
  for (;;) await ask().then(({ body }) => body?.cancel()).catch(() => {});
}
