import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { testPackage, testWav } from "../lib/serving/tests/test_server.ts";
import { startServeTask } from "./test_serve.ts";

const WAV = testWav();

/** An answer's status and its Connection header, or why there is none. */
function ask(url: string, agent: Agent): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const headers = { "content-type": "audio/wav" };
  const sent = request(url, { method: "POST", agent, headers }, (answer) => {
    answer.on("end", () => resolve(`${answer.statusCode} ${answer.headers.connection ?? ""}`));
    answer.on("error", () => resolve("cut off"));
    answer.resume();
  });
  sent.on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
  sent.end(WAV);
  return promise;
}

Deno.test("serve goes on answering for a while at SIGTERM, though not ready any more, so that no client with an open connection loses a request", async () => {
  const words = ["--model", await testPackage(), "--linger", "0.5"];
  const server = await startServeTask(words);
  const agent = new Agent({ keepAlive: true });
  const url = `${server.address}/predict`;
  const said = new Set<string>();
  const users = Array.from({ length: 8 }, async () => {
    let answer: string;
    do {
      answer = await ask(url, agent);
      said.add(answer);
      await delay(5);
    } while (answer === "200 "); // then it would go elsewhere
  });
  await delay(200);
  assert.deepEqual([...said], ["200 "]);
  const stopped = server.stop();
  const statuses = new Set<number>();
  while (!statuses.has(503)) {
    const ready = await fetch(`${server.address}/health/ready`);
    await ready.body?.cancel();
    statuses.add(ready.status);
  }
  await Promise.all(users);
  assert.equal(await ask(url, agent), "200 close"); // where a new client does not know yet
  assert.equal(await stopped, 0);
  assert.equal(await ask(url, agent), "ECONNREFUSED");
  assert.deepEqual([...said], ["200 ", "200 close"]);
  agent.destroy();
});
