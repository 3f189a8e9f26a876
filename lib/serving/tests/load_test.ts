import assert from "node:assert/strict";
import { PredictAnswer } from "../answers/predict_answer.ts";
import {
  postWav,
  readMetric,
  slowPackage,
  startTestServer,
  testPackage,
  testWav,
  until,
} from "./test_server.ts";

const status = async (response: Promise<Response>) => {
  const { status, body } = await response;
  await body?.cancel();
  return status;
};

Deno.test("A full queue refuses at once with 429, and says when to come again", async () => {
  const limits = { queueCapacity: 2 };
  await using server = await startTestServer({ model: await slowPackage(), limits });
  const responses = await Promise.all(
    Array.from({ length: 8 }, () => postWav(server.address, { wav: testWav(4) })),
  );
  const full = responses.filter(({ status }) => status === 429);
  assert.equal(responses.filter(({ status }) => status === 200).length, 3);
  assert.equal(full.length, 5);
  assert.ok(full.every(({ headers }) => Number(headers.get("retry-after")) >= 1));
  await Promise.all(responses.map(({ body }) => body?.cancel()));
});

Deno.test("A client that goes away frees its place in the queue", async () => {
  const limits = { queueCapacity: 1 };
  await using server = await startTestServer({ model: await slowPackage(), limits });
  const wav = testWav(12);
  const first = status(postWav(server.address, { wav }));
  await until(
    "the first runs",
    async () => await readMetric(server.address, "queue_running") === 1,
  );
  const gone = new AbortController();
  const second = postWav(server.address, { wav, signal: gone.signal });
  await until(
    "the second waits",
    async () => await readMetric(server.address, "queue_length") === 1,
  );
  gone.abort();
  await assert.rejects(second, { name: "AbortError" });
  await until("it has left", async () => await readMetric(server.address, "queue_length") === 0);
  assert.equal(await status(postWav(server.address)), 200);
  assert.equal(await first, 200);
});

Deno.test("A request ends at its deadline with 504, one that waits too long with 503", async () => {
  const model = await slowPackage();
  const wav = testWav(12);
  {
    await using server = await startTestServer({ model, limits: { requestTimeoutSeconds: 0.05 } });
    assert.equal(await status(postWav(server.address, { wav })), 504);
  }
  await using server = await startTestServer({ model, limits: { queueTimeoutSeconds: 0.02 } });
  const all = await Promise.all([1, 2].map(() => status(postWav(server.address, { wav }))));
  assert.deepEqual(all.toSorted(), [200, 503]);
});

Deno.test("A body that comes too slowly ends at the deadline", async () => {
  await using server = await startTestServer({ limits: { requestTimeoutSeconds: 0.1 } });
  const connection = await Deno.connect({ port: Number(new URL(server.address).port) });
  const head = "POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: audio/wav\r\n";
  await connection.write(new TextEncoder().encode(`${head}content-length: 9000\r\n\r\nRIFF`));
  const answer = new Uint8Array(1_000);
  await connection.read(answer);
  assert.match(new TextDecoder().decode(answer), /^HTTP\/1.1 504 .*took longer than 0\.1 s/s);
  connection.close();
  assert.equal(await readMetric(server.address, "held_body_bytes"), 0);
});

Deno.test("Requests beyond those that may be open get 503; probes and metrics are answered", async () => {
  const limits = { maxConnections: 1 };
  await using server = await startTestServer({ model: await slowPackage(), limits });
  const first = status(postWav(server.address, { wav: testWav(12) }));
  await until("it is open", async () => await readMetric(server.address, "open_requests") === 1);
  assert.equal(await status(fetch(`${server.address}/openapi.json`)), 503);
  assert.equal(await status(fetch(`${server.address}/health/live`)), 200);
  assert.equal(await first, 200);
  assert.equal(await status(fetch(`${server.address}/openapi.json`)), 200);
});

Deno.test("Bodies beyond the memory for them get 503", async () => {
  await using server = await startTestServer({ limits: { maxHeldBytes: 20_000 } });
  assert.equal(await status(postWav(server.address)), 503);
  assert.equal(await status(postWav(server.address, { wav: testWav(0.5) })), 200);
});

Deno.test("A server that stops takes nothing new, finishes what is in flight, and cuts off what takes too long", async () => {
  const model = await slowPackage();
  const wav = testWav(12);
  for (const [drainSeconds, isFinished] of [[20, true], [0.05, false]] as const) {
    const server = await startTestServer({ model, limits: { drainSeconds } });
    const first = status(postWav(server.address, { wav }));
    await until("it runs", async () => await readMetric(server.address, "queue_running") === 1);
    const closed = server.close();
    await assert.rejects(fetch(`${server.address}/health/live`), TypeError);
    await closed;
    assert.equal(await first, isFinished ? 200 : 503);
  }
});

Deno.test("A new version takes over under load without a failed request; a broken one is refused", async () => {
  const model = await testPackage("first");
  await using server = await startTestServer({ model, workers: 2, watchSeconds: 0.1 });
  const statuses = new Set<number>();
  const names: string[] = [];
  let isOver = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const response = await postWav(server.address);
      statuses.add(response.status);
      const answer = PredictAnswer.parse(await response.json());
      if (names.at(-1) !== answer.model.name) names.push(answer.model.name);
    }
  });
  await until("the first answers", () => names.includes("first"));
  await testPackage("second", { folder: model });
  await until("the second answers", () => names.at(-1) === "second");
  await Deno.writeTextFile(`${model}/model.onnx`, "no model");
  const refused = 'model_swaps_total{result="refused"}';
  await until("it is refused", async () => await readMetric(server.address, refused) === 1);
  await testPackage("third", { folder: model });
  await until("the third answers", () => names.at(-1) === "third");
  await new Promise((resolve) => setTimeout(resolve, 500)); // for looks that find nothing new
  isOver = true;
  await Promise.all(clients);
  assert.deepEqual([...statuses], [200]);
  assert.deepEqual([...new Set(names)], ["first", "second", "third"]);
  assert.equal(await readMetric(server.address, 'model_swaps_total{result="taken"}'), 2);
});
