import assert from "node:assert/strict";
import { choosePort, freePorts, LOOPBACK, requireFree } from "./ports.ts";

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
  await assert.rejects(choosePort("S3", port, 0), {
    name: "PortTakenError",
    message:
      `Cannot start S3 on port ${port}: another program listens there. Stop it, or choose another port`,
  });
});

Deno.test("requireFree() names all ports that are taken at once", async () => {
  using first = Deno.listen({ hostname: LOOPBACK, port: 0 });
  using second = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const [free] = freePorts(1);
  const wanted = [["S3", first.addr.port], ["Postgres", free], [
    "MLflow",
    second.addr.port,
  ]] as const;
  await assert.rejects(requireFree(wanted, 0), {
    name: "PortTakenError",
    message:
      `Cannot start S3 on port ${first.addr.port}, MLflow on port ${second.addr.port}: another program listens there. Stop it, or choose another port`,
  });
  await requireFree([["S3", free], ["MLflow", undefined]]);
});
