import assert from "node:assert/strict";
import { Problem } from "../problems/problem.ts";
import { readBody } from "./read_body.ts";

const NEVER = new AbortController().signal;
const LONG = 3 * 2 ** 20;

/** A request as a server gets it: with or without the length of its body. */
function post(body: Uint8Array<ArrayBuffer> | ReadableStream, length?: number): Request {
  const headers: HeadersInit = length === undefined ? {} : { "content-length": String(length) };
  return new Request("http://127.0.0.1/", { method: "POST", body, headers });
}

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

Deno.test("readBody() reads short and long bodies, and those that do not say how long they are", async () => {
  for (const length of [0, 1_000, LONG]) {
    const body = bytes(length);
    for (const request of [post(body, length), post(new Blob([body]).stream())]) {
      let told = 0;
      const onBytes = (bytes: number) => void (told += bytes);
      const read = await readBody(request, { maxBytes: LONG, signal: NEVER, onBytes });
      assert.deepEqual(read, body);
      assert.equal(told, length);
    }
  }
});

Deno.test("readBody() stops at the first byte that is too many, and at what its caller refuses", async () => {
  const onBytes = () => {};
  for (const length of [LONG, undefined]) {
    const request = post(new Blob([bytes(LONG)]).stream(), length);
    await assert.rejects(readBody(request, { maxBytes: LONG - 1, signal: NEVER, onBytes }), {
      status: 413,
    });
  }
  const refuse = () => {
    throw new Problem(503, "no room");
  };
  for (const length of [1_000, LONG]) {
    const request = post(bytes(length), length);
    await assert.rejects(
      readBody(request, { maxBytes: LONG, signal: NEVER, onBytes: refuse }),
      { status: 503 },
    );
  }
});

Deno.test("readBody() says of a body that breaks off that it did, and gives up one that does not go on", async () => {
  const options = { maxBytes: LONG, onBytes: () => {} };
  const broken = () => new ReadableStream({ pull: (it) => it.error(new Error("cut")) });
  const silent = () => new ReadableStream({ pull: () => new Promise(() => {}) });
  for (const length of [1_000, LONG, undefined]) {
    await assert.rejects(readBody(post(broken(), length), { ...options, signal: NEVER }), {
      status: 400,
    });
    const over = new AbortController();
    const reading = readBody(post(silent(), length), { ...options, signal: over.signal });
    over.abort(new Problem(504, "too slow"));
    await assert.rejects(reading, { status: 504 });
  }
});

Deno.test("readBody() lets go of a long body that it gives up, so that what comes later is not kept", async () => {
  const over = new AbortController();
  let isLeft = false;
  const body = new ReadableStream({
    pull: (it) => it.enqueue(new Uint8Array(10)),
    cancel: () => void (isLeft = true),
  });
  const onBytes = () => over.abort(new Problem(504, "too slow"));
  const reading = readBody(post(body, LONG), { maxBytes: LONG, signal: over.signal, onBytes });
  await assert.rejects(reading, { status: 504 });
  assert.ok(isLeft);
});
