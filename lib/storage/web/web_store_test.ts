import assert from "node:assert/strict";
import { join } from "node:path";
import { readBounded } from "../read_bounded.ts";
import type { Store } from "../store.ts";
import { readAll } from "../store_test_cases.ts";
import { cutAfter } from "../test_cut.ts";
import { makeTempDir } from "../test_folder.ts";
import { openWebStore } from "./web_store.ts";

const RETRY_DELAY_MS = 5;

type Handler = (request: Request, attempt: number) => Response;

/** Opens `http://me:pass@127.0.0.1/dir` with a signature, on a real server of this test. */
async function withServer<Result>(
  handler: Handler,
  use: (store: Store, urls: URL[]) => Promise<Result>,
): Promise<Result> {
  const urls: URL[] = [];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    urls.push(new URL(request.url));
    return handler(request, urls.length);
  });
  const uri = `http://me:pass@127.0.0.1:${server.addr.port}/dir?sig=secret`;
  return await use(openWebStore(uri, RETRY_DELAY_MS), urls);
}

Deno.test("web store reads a file, and asks for no other than was named", async () => {
  await withServer(() => new Response("hello"), async (store, urls) => {
    assert.equal(new TextDecoder().decode(await readAll(store, "a b/50%#?+.txt")), "hello");
    const [url] = urls;
    assert.equal(url?.pathname, "/dir/a%20b/50%25%23%3F%2B.txt");
    assert.equal(url?.search, "?sig=secret");
  });
});

Deno.test("web store tells size and version, or that there is no such file", async () => {
  const headers = { etag: '"v1"', "content-length": "5" };
  await withServer(() => new Response("hello", { headers }), async (store) => {
    assert.deepEqual(await store.stat("a"), { path: "a", bytes: 5, version: '"v1"' });
  });
  await withServer(() => new Response("", { status: 404 }), async (store, urls) => {
    assert.equal(await store.stat("a"), undefined);
    assert.equal(urls.length, 1);
  });
});

Deno.test("web store downloads a file in the place of an older one", async () => {
  const path = join(await makeTempDir(), "copy");
  await Deno.writeTextFile(path, "older");
  await withServer(
    (_, attempt) => attempt === 1 ? new Response("later", { status: 503 }) : new Response("newer"),
    (store) => store.download("a", path),
  );
  assert.equal(await Deno.readTextFile(path), "newer");
});

Deno.test("web store leaves the older file where a download fails, and tells no secret", async () => {
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "copy"), "older");
  await withServer(() => new Response("no", { status: 403 }), async (store) => {
    const error =
      /^Cannot (download|read|look for) http:\/\/127\.0\.0\.1:\d+\/dir\/a: the server answered 403 Forbidden$/;
    await assert.rejects(store.download("a", join(folder, "copy")), { message: error });
    await assert.rejects(readAll(store, "a"), { message: error });
    await assert.rejects(store.stat("a"), { message: error });
  });
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["copy"]);
  assert.equal(await Deno.readTextFile(join(folder, "copy")), "older");
});

Deno.test("web store follows a server that leads on, within limits", async () => {
  const to = (location: string) => new Response(null, { status: 302, headers: { location } });
  await withServer(({ url }) => url.includes("/dir/") ? to("/new") : new Response("hello"), async (
    store,
  ) => {
    assert.equal(new TextDecoder().decode(await readAll(store, "a")), "hello");
  });
  await withServer(() => to("http://example.com/a?sig=other"), async (store, urls) => {
    await assert.rejects(readAll(store, "a"), {
      message:
        /^Cannot read http:.*: the server leads on, and http:\/\/example\.com\/a is not encrypted/,
    });
    assert.equal(urls.length, 1);
  });
  await withServer(() => to("/dir/a"), async (store) => {
    await assert.rejects(readAll(store, "a"), { message: /leads on more than 20 times$/ });
  });
});

Deno.test("web store tells no signature of a server that hangs up", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const hangUp = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(1000));
      connection.close();
    }
  })();
  const store = openWebStore(`http://127.0.0.1:${listener.addr.port}/dir?sig=secret`, 1);
  await assert.rejects(readAll(store, "a"), {
    message: /^Cannot read http:[^ ]*\/dir\/a: connection closed before message completed$/,
  });
  listener.close();
  await hangUp;
});

Deno.test("web store reads no other version than the one that was found", async () => {
  const answer = (etag: string) => new Response("hello", { headers: { etag } });
  const handler: Handler = (_, attempt) => answer(attempt < 3 ? 'W/"v1"' : 'W/"v2"');
  await withServer(handler, async (store) => {
    const found = await store.stat("a");
    assert.equal(new TextDecoder().decode(await readAll(store, "a", found)), "hello");
    await assert.rejects(readAll(store, "a", found), {
      message: /^Cannot read http:.*\/dir\/a: it has changed meanwhile\. Run the command again$/,
    });
  });
  await withServer(() => new Response("hello"), async (store) => {
    const found = await store.stat("a");
    assert.equal(found?.version, "");
    assert.equal((await readAll(store, "a", found)).length, 5);
  });
});

/** Opens a store on a server that sends what is given, word for word, and hangs up. */
async function withAnswer(answer: string, use: (store: Store) => Promise<void>): Promise<void> {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(10_000));
      await connection.write(new TextEncoder().encode(`HTTP/1.1 200 OK\r\n${answer}`));
      connection.close();
    }
  })();
  await use(openWebStore(`http://127.0.0.1:${listener.addr.port}/dir`, 1));
  listener.close();
  await serving;
}

Deno.test("web store takes no half of a file whose server tells a length that is too long", async () => {
  await withAnswer(`content-length: 10\r\n\r\nhello`, async (store) => {
    await assert.rejects(readAll(store, "a"), {
      message: /^Cannot read http:[^ ]*\/dir\/a: the connection ended after 5 bytes$/,
    });
  });
});

Deno.test("web store goes on with the rest of the same version where a connection was cut", async () => {
  const file = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
  const whole = { etag: '"one"', "content-length": String(file.length) };
  const rest = (status: number, etag: string) => (request: Request) => {
    assert.equal(request.headers.get("range"), "bytes=100000-");
    const body = status === 206 ? file.subarray(100_000) : file;
    return new Response(body, { status, headers: { etag } });
  };
  const withRest = (second: (request: Request) => Response): Handler => (request, attempt) =>
    attempt === 1 ? cutAfter(file, 100_000, { headers: whole }) : second(request);
  await withServer(withRest(rest(206, '"one"')), async (store) => {
    assert.deepEqual(await readAll(store, "a"), file);
  });
  await withServer(withRest(rest(200, '"one"')), async (store) => {
    assert.deepEqual(await readAll(store, "a"), file);
  });
  for (const status of [200, 206]) {
    await withServer(withRest(rest(status, '"two"')), async (store) => {
      await assert.rejects(readAll(store, "a"), { message: /: it has changed meanwhile/ });
    });
  }
});

Deno.test("web store reads no more than the length that a server tells, and takes no rest for another file", async () => {
  const rest = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nother";
  await withAnswer(`content-length: 5\r\n\r\nhello${rest}`, async (store) => {
    for (const path of ["a", "b"]) {
      assert.equal(new TextDecoder().decode(await readAll(store, path)), "hello");
    }
  });
});

Deno.test("web store's files are bounded by what comes, not by the length that is told", async () => {
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10_000)) });
  await withServer(() => new Response(endless()), async (store) => {
    await assert.rejects(readBounded(store.read("a"), 1_000_000), {
      message: "it is larger than 1,000,000 bytes, which is the limit",
    });
  });
});

Deno.test("web store can only be read, file by file", async () => {
  await withServer(() => new Response("x"), async (store, urls) => {
    await assert.rejects(store.write("a", "x"), {
      message: /^Cannot write http:.*: web addresses are read only/,
    });
    await assert.rejects(store.upload("a", "a"), { message: /read only/ });
    await assert.rejects(store.remove("a"), { message: /^Cannot remove http:.*read only/ });
    await assert.rejects(Array.fromAsync(store.list()), {
      message: /^Cannot find files in http:\/\/127/,
    });
    assert.equal(urls.length, 0);
  });
});

Deno.test("web store refuses paths and addresses that lead elsewhere", async () => {
  await withServer(() => new Response("x"), async (store, urls) => {
    for (const path of ["../x", "/x", "//host/x", "%2e%2e/x", "a\\..\\x"]) {
      await assert.rejects(readAll(store, path), { message: /Cannot use the path/ });
    }
    assert.equal(urls.length, 0);
  });
  const addresses = [
    "http://example.com/a", // anyone on the way could change it
    "http://127.0.0.1.example.com/a",
    "http:///#/../../../etc/",
    "https://host/a#/../../etc/passwd",
    "https://host/a#b",
    "https://host/a/../b",
    "https://host/a/%2e%2e/b",
    "https://host//proc/self",
    "https://",
  ];
  for (const address of addresses) {
    assert.throws(() => openWebStore(address), { name: "TypeError" }, address);
  }
  for (
    const address of ["https://host/a", "http://localhost/a", "http://[::1]:80/a", "https://host"]
  ) {
    openWebStore(address);
  }
});
