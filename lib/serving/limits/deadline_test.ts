import assert from "node:assert/strict";
import { Deadline, unlessAborted } from "./deadline.ts";
import { Timeouts } from "./timeouts.ts";

/** A deadline, and what ends it. */
function open(limitSeconds = 60) {
  const [client, server] = [new AbortController(), new AbortController()];
  const times = new Timeouts(limitSeconds);
  const start = () => new Deadline({ client: client.signal, server: server.signal, times });
  return { client, server, start };
}

Deno.test("Deadline says why it ends: the client, the server, or the time", async () => {
  for (const [who, status] of [["client", 499], ["server", 503]] as const) {
    const parts = open();
    using deadline = parts.start();
    assert.equal(deadline.signal.aborted, false);
    parts[who].abort();
    assert.equal(deadline.signal.reason.status, status);
    using late = parts.start();
    assert.equal(late.signal.reason.status, status);
  }
  using short = open(0.01).start();
  await assert.rejects(unlessAborted(new Promise(() => {}), short.signal), { status: 504 });
});

Deno.test("Deadline that is over hears of nothing any longer", () => {
  const { client, start } = open();
  const deadline = start();
  deadline[Symbol.dispose]();
  client.abort();
  assert.equal(deadline.signal.aborted, false);
});
