import assert from "node:assert/strict";
import { patientFetch } from "./patient_fetch.ts";

/** A real server that answers one after the other. */
function startAnswers(...answers: (() => Response | Promise<Response>)[]) {
  const askedMs: number[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    askedMs.push(performance.now());
    const answer = answers[Math.min(askedMs.length, answers.length) - 1];
    return await answer?.() ?? new Response("");
  });
  return {
    url: new URL(`http://127.0.0.1:${server.addr.port}/`),
    askedMs,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const PATIENCE = { patienceSeconds: 5, timeoutSeconds: 5 };
const status = (status: number, headers: Record<string, string> = {}, body = "") => () =>
  new Response(body, { status, headers });

Deno.test("patientFetch() waits as long as a full server asks", async () => {
  await using server = startAnswers(status(429, { "retry-after": "1" }), status(200, {}, "done"));
  assert.equal(await patientFetch(server.url, {}, PATIENCE), "done");
  const [first = 0, second = 0] = server.askedMs;
  assert.ok(second - first >= 1000, `${second - first} ms`);
});

Deno.test("patientFetch() asks again while the server fails", async () => {
  await using server = startAnswers(status(503), status(500), status(200, {}, "done"));
  assert.equal(await patientFetch(server.url, {}, PATIENCE), "done");
  assert.equal(server.askedMs.length, 3);
});

Deno.test("patientFetch() gives up what a server fails at three times", async () => {
  await using server = startAnswers(status(500));
  await assert.rejects(patientFetch(server.url, {}, PATIENCE), { status: 500 });
  assert.equal(server.askedMs.length, 3);
});

Deno.test("patientFetch() asks again where an answer was cut off", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answers = ["cut", "all of the 23 letters.."].map((body) =>
    `HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 23\r\n\r\n${body}`
  );
  const serve = async () => {
    for (const answer of answers) {
      using connection = await listener.accept();
      await connection.read(new Uint8Array(1_000));
      await connection.write(new TextEncoder().encode(answer));
    }
  };
  const served = serve();
  const url = new URL(`http://127.0.0.1:${listener.addr.port}/`);
  assert.equal(await patientFetch(url, {}, PATIENCE), "all of the 23 letters..");
  await served;
});

Deno.test("patientFetch() gives up when its patience is over, or would be before the server has time", async () => {
  const problem = JSON.stringify({
    type: "about:blank",
    title: "Too many requests",
    status: 429,
    detail: "The queue is full",
  });
  await using always = startAnswers(status(429, {}, problem));
  const short = { ...PATIENCE, patienceSeconds: 0.4 };
  await assert.rejects(patientFetch(always.url, {}, short), {
    name: "RefusedError",
    message: "The queue is full",
    status: 429,
  });
  assert.ok(always.askedMs.length > 1);
  await using later = startAnswers(status(429, { "retry-after": "3600" }));
  await assert.rejects(patientFetch(later.url, {}, PATIENCE), { retryAfterSeconds: 3600 });
  assert.equal(later.askedMs.length, 1);
});

Deno.test("patientFetch() takes a refusal of the request itself for an answer", async () => {
  for (const code of [400, 401, 404, 413, 422]) {
    await using server = startAnswers(status(code));
    await assert.rejects(patientFetch(server.url, {}, PATIENCE), {
      message: `it answered ${code}`,
    });
    assert.equal(server.askedMs.length, 1);
  }
});

Deno.test("patientFetch() says that nobody answers, once patience is over", async () => {
  const { url, [Symbol.asyncDispose]: stop } = startAnswers();
  await stop();
  const short = { ...PATIENCE, patienceSeconds: 0.3 };
  await assert.rejects(patientFetch(url, {}, short), { name: "NetworkError" });
});

Deno.test("patientFetch() tells once that it waits, where a server is away for more than a moment", async () => {
  const told: string[] = [];
  const onWait = (problem: string) => void told.push(problem);
  await using moment = startAnswers(status(503), status(200, {}, "done"));
  await patientFetch(moment.url, {}, { ...PATIENCE, onWait });
  assert.deepEqual(told, []);
  await using longer = startAnswers(status(503), status(503), status(503), status(200, {}, "done"));
  await patientFetch(longer.url, {}, { ...PATIENCE, onWait });
  assert.deepEqual(told, ["it answered 503"]);
});

Deno.test("patientFetch() is ended by its signal, in a request and in a wait", async () => {
  await using slow = startAnswers(() =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(new Response("")), 300))
  );
  await using full = startAnswers(status(429, { "retry-after": "4" }));
  for (const { url } of [slow, full]) {
    const startMs = performance.now();
    const signal = AbortSignal.timeout(100);
    await assert.rejects(patientFetch(url, {}, { ...PATIENCE, signal }), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.name, /AbortError|TimeoutError/);
      return true;
    });
    assert.ok(performance.now() - startMs < 2_000);
  }
});

Deno.test("patientFetch() asks again where one attempt takes too long", async () => {
  const slow = () =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(new Response("")), 400));
  await using server = startAnswers(slow, status(200, {}, "done"));
  const patience = { ...PATIENCE, timeoutSeconds: 0.1 };
  assert.equal(await patientFetch(server.url, {}, patience), "done");
});
