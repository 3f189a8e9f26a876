import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../sha256.ts";
import { cutAfter } from "../test_cut.ts";
import { makeTempDir } from "../test_folder.ts";
import { download } from "./download.ts";

const FILE = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const WANTED = { sha256: sha256(FILE), bytes: FILE.length, retryDelayMs: 5 };

type Handler = (request: Request, attempt: number) => Response | Promise<Response>;

/** Runs a real server on this machine, downloads from it, and tells what was asked for and what is left. */
async function tryDownload(
  handler: Handler,
  { options = WANTED, part }: { options?: Parameters<typeof download>[2]; part?: Uint8Array } = {},
) {
  const folder = await makeTempDir();
  const path = join(folder, "file.bin");
  if (part) await Deno.writeFile(`${path}.part`, part);
  const ranges: (string | null)[] = [];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    ranges.push(request.headers.get("range"));
    return handler(request, ranges.length);
  });
  const url = `http://127.0.0.1:${server.addr.port}/file.bin`;
  const error = await download(url, path, options).then(() => undefined, (error: Error) => error);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
    !name.endsWith(".lock")
  );
  const content = left.includes("file.bin") ? await Deno.readFile(path) : undefined;
  return { error: error?.message.replace(url, "URL"), ranges, left, content };
}

/** Sends the rest from where the request's range starts, as file servers do. */
function serveRange(request: Request): Response {
  const start = Number(request.headers.get("range")?.match(/^bytes=(\d+)-$/)?.[1] ?? NaN);
  if (Number.isNaN(start)) return new Response(FILE);
  if (start >= FILE.length) return new Response(null, { status: 416 });
  const headers = { "content-range": `bytes ${start}-${FILE.length - 1}/${FILE.length}` };
  return new Response(FILE.subarray(start), { status: 206, headers });
}

Deno.test("download() writes the file and tells its progress", async () => {
  const told: number[] = [];
  const onProgress = (done: number, total: number) => {
    told.push(done);
    assert.equal(total, FILE.length);
  };
  const { content, left } = await tryDownload(serveRange, { options: { ...WANTED, onProgress } });
  assert.deepEqual(content, FILE);
  assert.deepEqual(left, ["file.bin"]);
  assert.equal(told.at(-1), FILE.length);
});

Deno.test("download() goes on where the connection was cut", async () => {
  const { error, content, ranges } = await tryDownload((request, attempt) =>
    attempt === 1 ? cutAfter(FILE, 100_000) : serveRange(request)
  );
  assert.equal(error, undefined);
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, [null, "bytes=100000-"]);
});

Deno.test("download() goes on where an earlier run ended", async () => {
  const part = FILE.slice(0, 12_345);
  const { content, ranges } = await tryDownload(serveRange, { part });
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, ["bytes=12345-"]);
});

Deno.test("download() asks for nothing where the part is whole", async () => {
  const { content, ranges } = await tryDownload(serveRange, { part: FILE });
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, []);
});

Deno.test("download() starts over where the server ignores the range", async () => {
  const { content, ranges } = await tryDownload(() => new Response(FILE), {
    part: FILE.slice(0, 1000),
  });
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, ["bytes=1000-"]);
});

Deno.test("download() starts over where the server sends another range", async () => {
  const { content, ranges } = await tryDownload(
    (request, attempt) =>
      attempt > 1 ? serveRange(request) : new Response(FILE.subarray(10), {
        status: 206,
        headers: { "content-range": `bytes 10-${FILE.length - 1}/${FILE.length}` },
      }),
    { part: FILE.slice(0, 1000) },
  );
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, ["bytes=1000-", null]);
});

Deno.test("download() starts over where old bytes are not the file's", async () => {
  const { content, ranges } = await tryDownload(serveRange, { part: new Uint8Array(500) });
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, ["bytes=500-", null]);
});

Deno.test("download() starts over where more is there than the file has", async () => {
  const { content } = await tryDownload(serveRange, { part: new Uint8Array(FILE.length + 7) });
  assert.deepEqual(content, FILE);
});

Deno.test("download() refuses another file and leaves nothing", async () => {
  const other = FILE.slice().fill(7, 0, 1);
  const { error, left, ranges } = await tryDownload(() => new Response(other));
  assert.equal(
    error,
    `Cannot download URL: wanted SHA-256 ${WANTED.sha256}, got ${sha256(other)}`,
  );
  assert.deepEqual(left, []);
  assert.equal(ranges.length, 1);
});

Deno.test("download() stops reading a file that is longer than wanted", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(FILE);
    },
  });
  const { error, left } = await tryDownload(() => new Response(endless));
  assert.match(error ?? "", /^Cannot download URL: wanted 300000 bytes, got \d+$/);
  assert.deepEqual(left, []);
  assert.ok(pulled < 100);
});

Deno.test("download() tries again where the server promised more than it sent", async () => {
  const { error, content } = await tryDownload((request, attempt) =>
    attempt === 1
      ? cutAfter(FILE, 1000, { headers: { "content-length": String(FILE.length) } })
      : serveRange(request)
  );
  assert.equal(error, undefined);
  assert.deepEqual(content, FILE);
});

Deno.test("download() tries again where the server ends early and calls it the whole", async () => {
  const { content, ranges } = await tryDownload((request, attempt) =>
    attempt === 1 ? new Response(FILE.subarray(0, 1000)) : serveRange(request)
  );
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, [null, "bytes=1000-"]);
});

Deno.test("download() tries a busy server again", async () => {
  const { content, ranges } = await tryDownload((request, attempt) =>
    attempt === 1 ? new Response("later", { status: 503 }) : serveRange(request)
  );
  assert.deepEqual(content, FILE);
  assert.equal(ranges.length, 2);
});

Deno.test("download() does not ask again for what the server does not have", async () => {
  const { error, ranges, left } = await tryDownload(() => new Response("no", { status: 404 }));
  assert.equal(error, "Cannot download URL: the server answered 404 Not Found");
  assert.equal(ranges.length, 1);
  assert.deepEqual(left, []);
});

Deno.test("download() says why a server cannot be reached", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${listener.addr.port}/file.bin`;
  listener.close();
  const folder = await makeTempDir();
  await assert.rejects(download(url, join(folder, "file.bin"), WANTED), {
    message: /^Cannot download http:[^ ]*: tcp connect error: .*refused/,
  });
});

Deno.test("download() stays with a slow connection as long as something comes", async () => {
  let sent = 0;
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      controller.enqueue(FILE.subarray(sent, sent + 60_000));
      sent += 60_000;
      if (sent >= FILE.length) controller.close();
    },
  });
  const { content, ranges } = await tryDownload(() => new Response(body), {
    options: { ...WANTED, stallTimeoutMs: 200 },
  });
  assert.deepEqual(content, FILE);
  assert.equal(ranges.length, 1);
});

Deno.test("download() gives up a connection on which nothing comes, and tries again", async () => {
  const silence = () => new Response(new ReadableStream());
  const { error, content } = await tryDownload(
    (request, attempt) => attempt === 1 ? silence() : serveRange(request),
    { options: { ...WANTED, stallTimeoutMs: 100 } },
  );
  assert.equal(error, undefined);
  assert.deepEqual(content, FILE);
});

Deno.test("download() takes a file whose hash is not known as it comes", async () => {
  const { content, ranges } = await tryDownload(serveRange, {
    options: {},
    part: FILE.slice(0, 1000),
  });
  assert.deepEqual(content, FILE);
  assert.deepEqual(ranges, [null]);
});

Deno.test("download() lets two callers have the same file with one request", async () => {
  const folder = await makeTempDir();
  let requests = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    requests += 1;
    return new Response(FILE);
  });
  const url = `http://127.0.0.1:${server.addr.port}/file.bin`;
  const path = join(folder, "file.bin");
  await Promise.all([download(url, path, WANTED), download(url, path, WANTED)]);
  assert.equal(requests, 1);
  assert.deepEqual(await Deno.readFile(path), FILE);
});

Deno.test("download() tells no signature of an address", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response("", { status: 403 }),
  );
  const url = `http://me:secret@127.0.0.1:${server.addr.port}/file?sig=secret`;
  await assert.rejects(download(url, join(await makeTempDir(), "file")), {
    message:
      `Cannot download http://127.0.0.1:${server.addr.port}/file: the server answered 403 Forbidden`,
  });
});
