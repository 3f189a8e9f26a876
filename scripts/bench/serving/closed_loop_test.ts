import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { closedLoop } from "./closed_loop.ts";
import { requestBytes } from "./http_connection.ts";
import type { LoadResult } from "./tally.ts";

/** Loads a server that answers so, for a fifth of a second. */
async function load(
  answer: (request: Request) => Response | Promise<Response>,
  connections: number,
  body = new Uint8Array(100_000),
): Promise<LoadResult> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  const url = new URL(`http://127.0.0.1:${server.addr.port}/predict?top_n=1`);
  const request = requestBytes(url, { method: "POST", contentType: "audio/wav", body });
  const plan = { url, request, connections, pauseMs: 0, warmUpSeconds: 0.05, seconds: 0.2 };
  return await closedLoop(plan);
}

Deno.test("closedLoop() keeps as many requests in flight as there are connections", async () => {
  let open = 0, most = 0;
  const sizes = new Set<number>();
  const result = await load(async (request) => {
    most = Math.max(most, ++open);
    sizes.add((await request.bytes()).length);
    await delay(20);
    open--;
    return new Response(`${request.url} ${request.headers.get("content-type")}`);
  }, 5);
  assert.equal(most, 5);
  assert.deepEqual([...sizes], [100_000]);
  assert.ok(result.answered >= 10, `${result.answered} answers`);
  assert.ok(result.perSecond > 25 && result.perSecond <= 250, `${result.perSecond} a second`);
  assert.ok(result.p50Ms >= 19 && result.p99Ms >= result.p50Ms, JSON.stringify(result));
  assert.deepEqual([result.refused, result.failed], [0, 0]);
});

Deno.test("closedLoop() counts refusals, also before a request is sent whole, and no answers as failures", async () => {
  const busy = await load(() => new Response("later", { status: 429 }), 2, new Uint8Array(20e6));
  assert.ok(busy.refused > 0);
  assert.deepEqual([busy.answered, busy.failed, Number.isNaN(busy.p50Ms)], [0, 0, true]);
  const broken = await load(() => new Response("", { status: 500 }), 2);
  assert.ok(broken.failed > 0 && broken.answered === 0);
});

Deno.test("closedLoop() counts connections that end without an answer, and comes again", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let accepted = 0;
  const accepting = (async () => {
    for await (const connection of listener) {
      accepted++;
      connection.close();
    }
  })();
  const url = new URL(`http://127.0.0.1:${listener.addr.port}/`);
  const request = requestBytes(url, { method: "GET" });
  const plan = { url, request, connections: 1, pauseMs: 0, warmUpSeconds: 0, seconds: 0.2 };
  const { failed, answered } = await closedLoop(plan);
  assert.ok(failed > 1 && failed === accepted, `${failed} failures, ${accepted} connections`);
  assert.equal(answered, 0);
  listener.close();
  await accepting;
});
