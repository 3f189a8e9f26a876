import assert from "node:assert/strict";
import { fetchAnswer, NetworkError } from "./network_error.ts";

/** What fetchAnswer() says of an address that holds a secret. */
async function problemOf(port: number): Promise<NetworkError> {
  const error = await fetchAnswer(`http://127.0.0.1:${port}/?sig=secret`).catch((error) => error);
  assert.ok(error instanceof NetworkError);
  return error;
}

Deno.test("fetchAnswer() says why there is no connection, and that it may be tried again", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  const { message, $retryable } = await problemOf(listener.addr.port);
  assert.match(message, /^tcp connect error: .*refused/);
  assert.deepEqual($retryable, {});
});

Deno.test("fetchAnswer() tells no address of a server that hangs up", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const hungUp = listener.accept().then(async (connection) => {
    await connection.read(new Uint8Array(1000));
    connection.close();
  });
  const { message, $retryable } = await problemOf(listener.addr.port);
  assert.equal(message, "connection closed before message completed");
  assert.deepEqual($retryable, {});
  await hungUp;
});

Deno.test("NetworkError does not try an unknown certificate again, but says what to do", () => {
  const reason = "client error (Connect): invalid peer certificate: UnknownIssuer";
  const cause = new TypeError("fetch failed", {
    cause: new Error(`error sending request for url (https://host/?sig=secret): ${reason}`),
  });
  const error = new NetworkError(cause);
  assert.match(error.message, /^invalid peer certificate: UnknownIssuer\. DENO_CERT names a file/);
  assert.equal(error.$retryable, undefined);
});
