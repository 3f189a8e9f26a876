import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { join } from "node:path";
import { downloadFolder } from "../download_folder.ts";
import { sha256 } from "../sha256.ts";
import type { Store } from "../store.ts";
import { readAll } from "../store_test_cases.ts";
import { cutAfter } from "../test_cut.ts";
import { withEnvironment } from "../test_environment.ts";
import { makeTempDir } from "../test_folder.ts";
import { openS3Store } from "./s3_store.ts";

const FILE = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const SECRET = "secret-letters";

/** No variable of the one who tests is seen. */
const ENVIRONMENT = {
  MLFLOW_S3_ENDPOINT_URL: "",
  AWS_ENDPOINT_URL_S3: "",
  AWS_ENDPOINT_URL: "",
  AWS_ACCESS_KEY_ID: "key-name",
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_WEB_IDENTITY_TOKEN_FILE: "",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "",
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "",
  AWS_SHARED_CREDENTIALS_FILE: "/none",
};

type Handler = (request: Request, attempt: number) => Response | Promise<Response>;

/** Opens a store on a server of this test that answers as it likes: wrongly, or not at all. */
async function withServer<Result>(
  handler: Handler,
  use: (store: Store, requests: Request[]) => Promise<Result>,
): Promise<Result> {
  const requests: Request[] = [];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    requests.push(request);
    return handler(request, requests.length);
  });
  const endpoint = `http://127.0.0.1:${server.addr.port}`;
  return await withEnvironment(
    { ...ENVIRONMENT, AWS_ENDPOINT_URL: endpoint },
    () => use(openS3Store("s3://bucket/data", 2_000), requests),
  );
}

function serve(request: Request, headers: Record<string, string> = {}): Response {
  const start = Number(request.headers.get("range")?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
  return new Response(FILE.subarray(start), {
    status: start > 0 ? 206 : 200,
    headers: { etag: '"one"', "content-length": String(FILE.length - start), ...headers },
  });
}

/** The first bytes of the file, and then the end of the connection. */
function cut(bytes: number): Response {
  return cutAfter(FILE, bytes, {
    headers: { etag: '"one"', "content-length": String(FILE.length) },
  });
}

function errorAnswer(status: number, code: string): Response {
  return new Response(`<Error><Code>${code}</Code><Message>${SECRET}</Message></Error>`, {
    status,
  });
}

function listing(keys: readonly string[]): Response {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
  return new Response(`<ListBucketResult>${contents.join("")}</ListBucketResult>`);
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(() => "no error", (error: Error) => error.message);
}

Deno.test("S3 store lists no keys that climb, and writes nothing outside of the folder for them", async () => {
  const hostile = [
    "data/a/../../etc/x",
    "data//etc/x",
    "data/../x",
    "data/a\\..\\..\\x",
    "data/%2e%2e/x",
    "data/a/&#10;/x",
    "elsewhere/x",
  ];
  for (const key of hostile) {
    const parent = await makeTempDir();
    await withServer(
      (request) => request.url.includes("list-type") ? listing(["data/good", key]) : serve(request),
      async (store) => {
        const refused = {
          message:
            /^Cannot list s3:\/\/bucket\/data\/: (Cannot use the path |.*which is elsewhere$)/,
        };
        await assert.rejects(Array.fromAsync(store.list()), refused, key);
        await assert.rejects(downloadFolder(store, join(parent, "copy")), refused, key);
      },
    );
    assert.deepEqual([...Deno.readDirSync(parent)], []);
  }
});

Deno.test("S3 store goes round in no circle with a server that lists the same again and again", async () => {
  const page =
    "<ListBucketResult><NextContinuationToken>1</NextContinuationToken></ListBucketResult>";
  await withServer(() => new Response(page), async (store, requests) => {
    await assert.rejects(Array.fromAsync(store.list()), {
      message: "Cannot list s3://bucket/data/: the server sends the same part again and again",
    });
    assert.equal(requests.length, 2);
  });
});

Deno.test("S3 store passes over what stands for a folder", async () => {
  await withServer(() => listing(["data/", "data/a/", "data/a/b"]), async (store) => {
    const files = await Array.fromAsync(store.list());
    assert.deepEqual(files, [{ path: "a/b", bytes: 1, version: "" }]);
  });
});

Deno.test("S3 store goes on with the rest of the same version where a connection was cut", async () => {
  await withServer(
    (request, attempt) => attempt === 1 ? cut(100_000) : serve(request),
    async (store, requests) => {
      assert.deepEqual(await readAll(store, "file"), FILE);
      assert.equal(requests[1]?.headers.get("range"), "bytes=100000-");
      assert.equal(requests[1]?.headers.get("if-match"), '"one"');
    },
  );
});

Deno.test("S3 store gives a compressed object as it is stored", async () => {
  const headers = { "content-encoding": "gzip" };
  await withServer((request) => serve(request, headers), async (store, requests) => {
    assert.deepEqual(await readAll(store, "file"), FILE);
    assert.equal(requests.length, 1);
  });
});

Deno.test("S3 store stops reading where more comes than the server has told, and wants to be told", async () => {
  let pulled = 0;
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(FILE);
      },
    });
  await withServer(() => new Response(endless()), async (store) => {
    assert.match(await messageOf(readAll(store, "file")), /: the server does not tell its length$/);
  });
  await withServer(
    (_, attempt) => attempt === 1 ? cut(1000) : new Response(endless(), { status: 206 }),
    async (store) => {
      assert.match(await messageOf(readAll(store, "file")), /: wanted 300000 bytes, got more$/);
    },
  );
  assert.ok(pulled < 100);
});

Deno.test("S3 store gives up a file that changes while it is read", async () => {
  await withServer(
    (_, attempt) => attempt === 1 ? cut(1000) : errorAnswer(412, "PreconditionFailed"),
    async (store) => {
      assert.match(
        await messageOf(readAll(store, "file")),
        /^Cannot read s3:\/\/bucket\/data\/file: .* 412 PreconditionFailed: it has changed meanwhile/,
      );
    },
  );
});

Deno.test("S3 store takes no other version from a server that knows no conditions", async () => {
  await withServer((request) => serve(request), async (store, requests) => {
    const other = store.read("file", { version: '"other"' });
    assert.equal(
      await messageOf(new Response(other).bytes()),
      "Cannot read s3://bucket/data/file: it has changed meanwhile. Run the command again",
    );
    assert.equal(requests[0]?.headers.get("if-match"), '"other"');
  });
});

Deno.test("S3 store refuses bytes that are not those that were stored", async () => {
  const wrong = {
    "a SHA-256": { "x-amz-meta-sha256": sha256(FILE.slice(1)) },
    "a checksum": { "x-amz-checksum-crc32": "AAAAAA==" },
  };
  const crc = new Uint8Array(4);
  new DataView(crc.buffer).setUint32(0, crc32(FILE));
  const right = {
    "x-amz-meta-sha256": sha256(FILE),
    "x-amz-checksum-crc32": crc.toBase64(),
  };
  await withServer(
    (request) => serve(request, right),
    async (store) => assert.deepEqual(await readAll(store, "file"), FILE),
  );
  for (const [what, headers] of Object.entries(wrong)) {
    const folder = await makeTempDir();
    await withServer((request) => serve(request, headers), async (store, requests) => {
      const message = await messageOf(store.download("file", join(folder, "copy")));
      assert.match(message, /^Cannot read s3:\/\/bucket\/data\/file: /, what);
      assert.match(message, /checksum|SHA-256/i);
      assert.deepEqual([...Deno.readDirSync(folder)], []);
      assert.equal(requests.length, 1);
    });
  }
});

/** A server that takes a file in parts, and answers its completion as the test likes. */
function uploads(
  complete: (attempt: number) => Response,
): { handler: Handler; begun: () => number } {
  let begun = 0;
  let completed = 0;
  let stored: Record<string, string> = {};
  const handler = ({ method, url, headers }: Request) => {
    if (method === "HEAD") return new Response(null, { headers: stored });
    if (method === "DELETE") return errorAnswer(404, "NoSuchUpload");
    if (url.includes("uploadId") && method === "POST") return complete(++completed);
    if (method === "PUT") return new Response("", { headers: { etag: '"part"' } });
    begun += 1;
    stored = {
      "content-length": String(LARGE.length),
      "x-amz-meta-sha256": headers.get("x-amz-meta-sha256") ?? "",
    };
    return new Response(
      "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>",
    );
  };
  return { handler, begun: () => begun };
}

const LARGE = new Uint8Array(9 * 1024 * 1024);
const completed = () => new Response("<CompleteMultipartUploadResult/>");

Deno.test("S3 store has written a file also where only the answer to that was lost", async () => {
  const { handler, begun } = uploads((attempt) =>
    attempt === 1 ? errorAnswer(503, "SlowDown") : errorAnswer(404, "NoSuchUpload")
  );
  await withServer(handler, (store) => store.write("file", LARGE));
  assert.equal(begun(), 1);
});

Deno.test("S3 store sends a file anew where the server has forgotten the upload", async () => {
  const { handler, begun } = uploads((attempt) =>
    attempt === 1 ? errorAnswer(404, "NoSuchUpload") : completed()
  );
  const forgetful: Handler = (request, attempt) =>
    request.method === "HEAD" && begun() === 1 ? errorAnswer(404, "") : handler(request, attempt);
  await withServer(forgetful, (store) => store.write("file", LARGE));
  assert.equal(begun(), 2);
});

Deno.test("S3 store believes no server that has another length in the end", async () => {
  const short = { "content-length": "3" };
  await withServer(
    ({ method }) => new Response(null, { headers: method === "HEAD" ? short : { etag: '"1"' } }),
    async (store) => {
      assert.match(
        await messageOf(store.write("file", "hello")),
        /^Cannot write s3:\/\/bucket\/data\/file: sent 5 bytes, but the server has 3$/,
      );
    },
  );
});

Deno.test("S3 store tries a busy server again", async () => {
  await withServer(
    (request, attempt) => attempt < 3 ? errorAnswer(503, "SlowDown") : serve(request),
    async (store) => assert.deepEqual(await readAll(store, "file"), FILE),
  );
});

Deno.test("S3 store says in one line what a server refused, and no secret", async () => {
  const cases: [number, string, RegExp][] = [
    [404, "NoSuchBucket", /answered that there is no such bucket\. Create it, or correct its name/],
    [404, "NoSuchKey", /answered that there is no such file$/],
    [403, "SignatureDoesNotMatch", /answered 403 SignatureDoesNotMatch\. Check AWS_ACCESS_KEY_ID/],
    [501, "NotImplemented", /answered 501 NotImplemented$/],
  ];
  for (const [status, code, expected] of cases) {
    await withServer(() => errorAnswer(status, code), async (store, requests) => {
      const message = await messageOf(readAll(store, "file"));
      assert.match(message, /^Cannot read s3:\/\/bucket\/data\/file: http:\/\/127\.0\.0\.1:\d+ /);
      assert.match(message, expected);
      assert.doesNotMatch(message, new RegExp(SECRET));
      assert.equal(requests.length, 1);
    });
  }
});

Deno.test("S3 store says that what answers is no S3, in one line", async () => {
  const page = "<!doctype html><html><meta charset=utf-8><body>Console</body></html>";
  for (const status of [200, 403, 404, 405]) {
    await withServer(() => new Response(page, { status }), async (store) => {
      const asks: (() => Promise<unknown>)[] = [() => Array.fromAsync(store.list())];
      if (status >= 400) asks.push(() => readAll(store, "a"), () => store.write("a", "x"));
      for (const ask of asks) {
        const end = new RegExp(
          `answered ${status} in another language than S3's. Check AWS_ENDPOINT_URL$`,
        );
        assert.match(await messageOf(ask()), end);
      }
    });
  }
});

Deno.test("S3 store follows no server to another, which would get the session's token", async () => {
  let asked = 0;
  await using other = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    asked += 1;
    return new Response(FILE);
  });
  const location = `http://127.0.0.1:${other.addr.port}/`;
  await withServer(
    () => new Response(null, { status: 307, headers: { location } }),
    async (store) => {
      assert.match(await messageOf(readAll(store, "file")), /^Cannot read .* answered 307/);
    },
  );
  assert.equal(asked, 0);
});

Deno.test("S3 store says that it cannot connect, once its patience has ended", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const endpoint = `http://127.0.0.1:${listener.addr.port}`;
  listener.close();
  const startMs = performance.now();
  const message = await withEnvironment(
    { ...ENVIRONMENT, MLFLOW_S3_ENDPOINT_URL: endpoint },
    () => messageOf(readAll(openS3Store("s3://bucket", 500), "file")),
  );
  assert.match(
    message,
    /^Cannot read s3:\/\/bucket\/file: no connection to http:.*refused.*Check MLFLOW_S3_ENDPOINT_URL/,
  );
  assert.ok(performance.now() - startMs > 100, "it did not try again");
});

Deno.test("S3 store fails at once where no keys are set", async () => {
  const cases: [Record<string, string>, RegExp][] = [
    [
      { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
      /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set/,
    ],
    [{ AWS_SECRET_ACCESS_KEY: "" }, /: AWS_SECRET_ACCESS_KEY is not set/],
  ];
  for (const [variables, message] of cases) {
    await withEnvironment({ ...ENVIRONMENT, ...variables }, () => {
      assert.throws(() => openS3Store("s3://bucket"), { message });
      return Promise.resolve();
    });
  }
});

Deno.test("S3 store wants a bucket's URI and a server's address", async () => {
  await withEnvironment(ENVIRONMENT, () => {
    for (
      const uri of [
        "s3://",
        "s3:bucket",
        "s3://b?x",
        "s3://bucket/a#b",
        "s3://me:pass@bucket/a",
        "s3:///a",
      ]
    ) {
      assert.throws(() => openS3Store(uri), {
        name: "TypeError",
        message: /wanted s3:\/\/bucket\/folder/,
      }, uri);
    }
    for (const uri of ["s3://bucket/../x", "s3://bucket//x", "s3://bucket/%2e%2e/x"]) {
      assert.throws(
        () => openS3Store(uri),
        { name: "TypeError", message: /^Cannot use the path / },
        uri,
      );
    }
    return Promise.resolve();
  });
  await withEnvironment({ ...ENVIRONMENT, AWS_ENDPOINT_URL: "127.0.0.1:9000" }, () => {
    assert.throws(() => openS3Store("s3://bucket"), {
      message: /^Cannot use AWS_ENDPOINT_URL: wanted an address such as http:/,
    });
    return Promise.resolve();
  });
});
