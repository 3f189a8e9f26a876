/// <reference lib="deno.worker" />
import { postWav, testWav } from "../lib/serving/test_server.ts";

/** For tests: asks a server more than it can do, until the worker is ended; its address comes as a message. */
const CLIENTS = 12;

self.onmessage = ({ data: address }: MessageEvent<string>) => {
  // Ten clips of 10 s in base64: JSON of 4 MB.
  const audio = Array.from({ length: 10 }, () => testWav(10).toBase64());
  const body = new TextEncoder().encode(JSON.stringify({ audio }));
  const large = { headers: { "content-type": "application/json" }, body };
  for (let client = 0; client < CLIENTS; client++) ask(address, client % 4 === 0 ? large : {});
};

async function ask(address: string, init: RequestInit): Promise<void> {
  for (;;) await postWav(address, init).then(({ body }) => body?.cancel()).catch(() => {});
}
