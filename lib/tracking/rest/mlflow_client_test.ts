import assert from "node:assert/strict";
import { z } from "zod";
import { MlflowClient } from "./mlflow_client.ts";
import { mlflowSettings } from "./mlflow_settings.ts";

const Answer = z.object({ name: z.string() });
const QUICK = { ...mlflowSettings(() => undefined), backoffSeconds: 0, jitterSeconds: 0 };

type Handler = (request: Request, attempt: number) => Response | Promise<Response>;

/** Asks a server on this machine, which does what a real MLflow cannot be made to do. */
async function ask(
  handler: Handler,
  settings: Partial<typeof QUICK> = {},
  uri = (url: string) => url,
) {
  const requests: { url: string; body: string; headers: Headers }[] = [];
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      const { headers } = request;
      requests.push({ url: request.url, body: await request.text(), headers });
      return await handler(request, requests.length);
    },
  );
  const address = `127.0.0.1:${server.addr.port}`;
  const client = new MlflowClient(uri(`http://${address}`), { ...QUICK, ...settings });
  const startedMs = performance.now();
  const result = await client.call("POST", "mlflow/things/get", { id: 7 }, Answer).then(
    ({ name }) => name,
    (error: Error) => error.message.replaceAll(address, "HOST"),
  );
  return { result, requests, seconds: (performance.now() - startedMs) / 1000 };
}

const ok = () => Response.json({ name: "ada", more: 1 });

Deno.test("MlflowClient sends JSON to the path below the server's own, and reads JSON", async () => {
  const { result, requests } = await ask(ok, {}, (url) => `${url}/team/mlflow/`);
  assert.equal(result, "ada");
  const [{ url, body, headers } = { url: "", body: "", headers: new Headers() }] = requests;
  assert.equal(new URL(url).pathname, "/team/mlflow/api/2.0/mlflow/things/get");
  assert.equal(body, '{"id":7}');
  assert.equal(headers.get("content-type"), "application/json");
  assert.equal(headers.get("authorization"), null);
});

Deno.test("MlflowClient says who asks: by the address's user, else by the settings", async () => {
  const settings = { authorization: "Bearer t0k" };
  const sent = async (uri?: (url: string) => string) =>
    (await ask(ok, settings, uri)).requests[0]?.headers.get("authorization");
  assert.equal(await sent(), "Bearer t0k");
  const withUser = (url: string) => url.replace("//", "//ada:pw@");
  assert.equal(await sent(withUser), `Basic ${btoa("ada:pw")}`);
});

Deno.test("MlflowClient waits as long as a busy server asks it to", async () => {
  const headers = { "retry-after": "1" };
  const { result, requests, seconds } = await ask((_, attempt) =>
    attempt === 1 ? new Response("later", { status: 429, headers }) : ok()
  );
  assert.equal(result, "ada");
  assert.equal(requests.length, 2);
  assert.ok(seconds >= 1);
});

Deno.test("MlflowClient asks again after 408, 500, 502, 503 and 504", async () => {
  const statuses = [408, 500, 502, 503, 504];
  const { result, requests } = await ask((_, attempt) => {
    const status = statuses[attempt - 1];
    return status ? new Response("", { status }) : ok();
  });
  assert.equal(result, "ada");
  assert.equal(requests.length, 6);
  assert.equal(new Set(requests.map(({ body }) => body)).size, 1);
});

/** As {@linkcode ask}, of a socket that sends `text` to each of its first connections, and nothing else. */
async function askSocket(text: string, connections: number, settings: Partial<typeof QUICK>) {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for (let i = 0; i < connections; i++) {
      using connection = await listener.accept();
      await connection.read(new Uint8Array(1000));
      if (text) await connection.write(new TextEncoder().encode(text));
      else await connection.read(new Uint8Array(1000)); // until the client gives up
    }
  })();
  const address = `127.0.0.1:${listener.addr.port}`;
  const client = new MlflowClient(`http://${address}`, { ...QUICK, ...settings });
  const asked = client.call("GET", "mlflow/things/get", {}, Answer)
    .catch((error: Error) => error.message.replaceAll(address, "HOST"));
  await serving;
  return await asked;
}

Deno.test("MlflowClient asks again after a connection that was cut in the middle of an answer", async () => {
  const half = "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{";
  assert.equal(
    await askSocket(half, 3, { maxRetries: 2 }),
    "MLflow at http://HOST cannot be reached: error reading a body from connection",
  );
});

Deno.test("MlflowClient gives a server up that leaves requests without an answer", async () => {
  assert.equal(
    await askSocket("", 2, { timeoutSeconds: 0.1, maxRetries: 1 }),
    "MLflow at http://HOST cannot be reached: it leaves requests without an answer (see MLFLOW_HTTP_REQUEST_TIMEOUT)",
  );
});

Deno.test("MlflowClient gives up after its retries with the server's own words", async () => {
  const answer = { error_code: "TEMPORARILY_UNAVAILABLE", message: "The database is away" };
  const { result, requests } = await ask(
    () => Response.json(answer, { status: 503 }),
    { maxRetries: 2 },
  );
  assert.equal(
    result,
    "MLflow at http://HOST answered 503: The database is away (TEMPORARILY_UNAVAILABLE)",
  );
  assert.equal(requests.length, 3);
});

Deno.test("MlflowClient shows the first line of a refusal, and asks once", async () => {
  const message = "Already there\n[SQL: INSERT INTO experiments …]";
  const { result, requests } = await ask(() =>
    Response.json({ error_code: "RESOURCE_ALREADY_EXISTS", message }, { status: 400 })
  );
  assert.equal(result, "MLflow at http://HOST: Already there (RESOURCE_ALREADY_EXISTS)");
  assert.equal(requests.length, 1);
});

Deno.test("MlflowClient follows no redirection: what it sends is for one server only", async () => {
  let elsewhere = 0;
  await using other = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    elsewhere += 1;
    return ok();
  });
  const place = `http://localhost:${other.addr.port}/team`;
  const location = `${place}/api/2.0/mlflow/things/get?token=secret`;
  for (const status of [301, 302, 303, 307, 308]) {
    const { result, requests } = await ask(() =>
      new Response(null, { status, headers: { location } })
    );
    assert.equal(
      result,
      `What answers at http://HOST leads on to ${place} (${status}), which is not followed. Set MLFLOW_TRACKING_URI to the MLflow server's own address`,
    );
    assert.equal(requests.length, 1);
  }
  assert.equal(elsewhere, 0);
});

Deno.test("MlflowClient gives an answer up that does not end", async () => {
  const endless = () => {
    const spaces = new Uint8Array(2 ** 20).fill(0x20);
    return new Response(new ReadableStream({ pull: (to) => to.enqueue(spaces) }));
  };
  const { result } = await ask(endless);
  assert.equal(result, "MLflow at http://HOST answered with more than 64 MiB to mlflow/things/get");
  const { result: refused } = await ask(() => new Response(endless().body, { status: 400 }));
  assert.equal(refused, "MLflow at http://HOST answered 400: Bad Request");
});

Deno.test("MlflowClient says who may not do what, by the server's own words alone", async () => {
  const refused = async (body: string, identity?: string) => {
    const settings = identity === undefined ? {} : { authorization: identity };
    const { result } = await ask(() => new Response(body, { status: 403 }), settings);
    return result;
  };
  const advice = "Ask for the permission, or set another MLFLOW_TRACKING_USERNAME";
  const json = JSON.stringify({ error_code: "PERMISSION_DENIED", message: "no\u001b[2J\nSQL" });
  assert.equal(
    await refused(json),
    `MLflow at http://HOST refused: this user may not do that (403): no[2J (PERMISSION_DENIED). ${advice}`,
  );
  assert.equal(
    await refused("<html>"),
    `MLflow at http://HOST refused: this user may not do that (403): Forbidden. ${advice}`,
  );
});

/** What the Authorization header says of a request to where a client leads `at()`. */
async function identityAt(uri: string, authority: (port: number) => string, authorization: string) {
  let seen: string | null = null;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    seen = request.headers.get("authorization");
    return new Response("", { status: 401 });
  });
  const client = new MlflowClient(uri, { ...QUICK, authorization }).at(authority(server.addr.port));
  const { message } = await client.call("GET", "mlflow/things/get", {}, Answer).then(
    () => ({ message: "" }),
    (error: Error) => error,
  );
  return { url: client.url, seen, message };
}

Deno.test("MlflowClient tells who asks to its own host only, whatever an address of artifacts names", async () => {
  const token = "Bearer t0k";
  const same = await identityAt("http://127.0.0.1:2/mlflow", (port) => `127.0.0.1:${port}`, token);
  assert.equal(same.seen, token);
  assert.match(same.url, /^http:\/\/127\.0\.0\.1:\d+\/mlflow$/);
  const named = await identityAt("http://ada:pw@127.0.0.1:2", (port) => `127.0.0.1:${port}`, token);
  assert.equal(named.seen, `Basic ${btoa("ada:pw")}`);
  const other = await identityAt("http://localhost:2", (port) => `127.0.0.1:${port}`, token);
  assert.equal(other.seen, null);
  assert.match(other.message, /\(401\), which is told to the host of MLFLOW_TRACKING_URI only\./);
  const itself = await identityAt("http://localhost:2", (port) => `a:b@127.0.0.1:${port}`, token);
  assert.equal(itself.seen, `Basic ${btoa("a:b")}`);
  const client = new MlflowClient("http://mlflow:5000", QUICK);
  assert.equal(client.at("artifacts").url, "http://artifacts");
});

Deno.test("MlflowClient knows what is no MLflow server", async () => {
  const page = (status: number) => () =>
    new Response("<html>", { status, headers: { "content-type": "text/html; charset=utf-8" } });
  const message = (status: number) =>
    `There is no MLflow server at http://HOST: wanted an answer in JSON, got text/html (${status}). ` +
    "Correct MLFLOW_TRACKING_URI; a path that a proxy puts before MLflow's belongs to it";
  assert.equal((await ask(page(200))).result, message(200));
  assert.equal((await ask(page(404))).result, message(404));
  const { result } = await ask(() => Response.json({ surname: "lovelace" }));
  assert.equal(
    result,
    "MLflow at http://HOST answered in a form that is not known here: name: expected string, received undefined",
  );
});

Deno.test("MlflowClient says what to do where nothing listens, without the password", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${listener.addr.port}`;
  listener.close();
  const client = new MlflowClient(`http://ada:secret@${address}`, { ...QUICK, maxRetries: 1 });
  await assert.rejects(client.call("GET", "mlflow/things/get", {}, Answer), {
    name: "MlflowUnavailable",
    message:
      `MLflow at http://${address} cannot be reached: nothing listens there (connection refused). Start it, or correct MLFLOW_TRACKING_URI; where it is unset, train and evaluate record in mlruns/`,
  });
});
