import assert from "node:assert/strict";
import { choosePort, freePorts, LOOPBACK, PortTakenError } from "./ports.ts";

Deno.test("freePorts() gives as many ports as are wanted, no two alike", () => {
  assert.equal(new Set(freePorts(20)).size, 20);
});

Deno.test("choosePort() takes a port that becomes free while it waits", async () => {
  const listener = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const timer = setTimeout(() => listener.close(), 300);
  assert.equal(await choosePort("S3", listener.addr.port), listener.addr.port);
  clearTimeout(timer);
});

Deno.test("choosePort() says whose port is taken, and what to do", async () => {
  using listener = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const { port } = listener.addr;
  await assert.rejects(
    choosePort("S3", port, 0),
    new PortTakenError("S3", port),
  );
  assert.match(
    new PortTakenError("S3", port).message,
    /Cannot start S3 on port \d+: another program listens there. Stop it, or choose another port/,
  );
});
