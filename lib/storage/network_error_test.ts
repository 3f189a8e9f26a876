import assert from "node:assert/strict";
import { fetchAnswer, NetworkError } from "./network_error.ts";

Deno.test("fetchAnswer() says why there is no connection, and that it may be tried again", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${listener.addr.port}/?sig=secret`;
  listener.close();
  await assert.rejects(fetchAnswer(url), (error: unknown) => {
    assert.ok(error instanceof NetworkError);
    assert.match(error.message, /^client error \(Connect\): .*refused/);
    assert.deepEqual(error.$retryable, {});
    return true;
  });
});

Deno.test("NetworkError does not try an unknown certificate again, but says what to do", () => {
  const reason = "client error (Connect): invalid peer certificate: UnknownIssuer";
  const cause = new TypeError("fetch failed", {
    cause: new Error(`error sending request for url (https://host/?sig=secret): ${reason}`),
  });
  const error = new NetworkError(cause);
  assert.equal(error.message, reason);
  assert.equal(error.$retryable, undefined);
  assert.match(error.advice ?? "", /DENO_CERT/);
});
