import assert from "node:assert/strict";
import { PAGE_FILES } from "../page/page_files.ts";
import { startTestServer } from "../tests/test_server.ts";

const PAGE_FOLDER = new URL("../page/", import.meta.url);

Deno.test("GET / answers with the page, under a policy that lets nothing in from elsewhere", async () => {
  await using server = await startTestServer();
  const response = await fetch(server.address);
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.doesNotMatch(await response.text(), /<style|style=|<script>|onclick|https?:/);
});

Deno.test("All files of the page are served, and no file asks for one that is not", async () => {
  await using server = await startTestServer();
  const scripts = [...Deno.readDirSync(PAGE_FOLDER)].map(({ name }) => name)
    .filter((name) => name.endsWith(".js"));
  assert.deepEqual(Object.keys(PAGE_FILES).filter((name) => name.endsWith(".js")), scripts.sort());
  for (const [name, type] of Object.entries(PAGE_FILES)) {
    const response = await fetch(`${server.address}/page/${name}`);
    assert.equal(response.headers.get("content-type"), type);
    const text = await response.text();
    for (const [, asked = ""] of text.matchAll(/(?:from "\.\/|"\/page\/)([\w.]+)"/g)) {
      assert.ok(Object.hasOwn(PAGE_FILES, asked), `${name} asks for ${asked}`);
    }
  }
});

Deno.test("Nothing but the page's files can be had", async () => {
  await using server = await startTestServer();
  for (
    const path of ["page_files.ts", "..%2fapp.ts", "toString", "plotly/0.0.0.js", "plotly/", ""]
  ) {
    const response = await fetch(`${server.address}/page/${path}`);
    assert.equal(response.status, 404, path);
    await response.body?.cancel();
  }
});

Deno.test("A file of the page that a browser has is not sent again", async () => {
  await using server = await startTestServer();
  const first = await fetch(`${server.address}/page/main.js`);
  await first.body?.cancel();
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  const second = await fetch(`${server.address}/page/main.js`, { headers });
  assert.equal(second.status, 304);
});

Deno.test("Plotly comes gzipped from its npm package, and may be kept for ever", async () => {
  await using server = await startTestServer();
  const html = await (await fetch(server.address)).text();
  const path = /href="(\/page\/plotly\/[\d.]+js)"/.exec(html)?.[1] ?? "";
  const response = await fetch(server.address + path, { headers: { "accept-encoding": "gzip" } });
  assert.match(response.headers.get("cache-control") ?? "", /immutable/);
  assert.equal(response.headers.get("vary"), "accept-encoding");
  const text = await response.text();
  const headers = { "accept-encoding": "identity" };
  assert.equal(await (await fetch(server.address + path, { headers })).text(), text);
  assert.match(text.slice(0, 200), /plotly\.js v/);
});

Deno.test("The page needs no token, and what it asks for does", async () => {
  await using server = await startTestServer({ tokens: ["secret"] });
  const status = async (path: string) => {
    const response = await fetch(server.address + path);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status("/"), 200);
  assert.equal(await status("/page/main.js"), 200);
  assert.equal(await status("/model"), 401);
});
