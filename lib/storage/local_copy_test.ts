import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { localCopy } from "./local_copy.ts";
import { withEmptyCache } from "./test_environment.ts";
import { makeTempDir } from "./test_folder.ts";

/** Serves one file, whose content and version the test changes. */
async function withFile(
  use: (uri: string, file: { content: string; version: string; requests: number }) => Promise<void>,
): Promise<void> {
  const file = { content: "one", version: '"1"', requests: 0 };
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    file.requests += 1;
    if (!/\/(model\.onnx|complete)$/.test(url)) return new Response("", { status: 404 });
    return new Response(file.content, { headers: file.version ? { etag: file.version } : {} });
  });
  await use(`http://127.0.0.1:${server.addr.port}/models/model.onnx`, file);
}

Deno.test("localCopy() leaves what is on this machine where it is", async () => {
  const path = join(await makeTempDir(), "a b");
  assert.equal(await localCopy(path), path);
  assert.equal(await localCopy(pathToFileURL(path).href), path);
});

Deno.test("localCopy() keeps a copy for each version", async () => {
  await withEmptyCache(async (cache) => {
    await withFile(async (uri, file) => {
      const first = await localCopy(uri);
      assert.equal(basename(first), "model.onnx");
      assert.ok(first.startsWith(cache));
      assert.equal(await Deno.readTextFile(first), "one");
      file.requests = 0;
      assert.equal(await localCopy(uri), first);
      assert.equal(file.requests, 1, "it was downloaded twice");
      file.content = "two";
      file.version = '"2"';
      const second = await localCopy(uri);
      assert.equal(await Deno.readTextFile(second), "two");
      assert.equal(await Deno.readTextFile(first), "one");
    });
  });
});

Deno.test("localCopy() drops copies that nobody has asked for in a month, when it makes another", async () => {
  await withEmptyCache(async () => {
    await withFile(async (uri, file) => {
      const copyOf = async (version: string) => {
        file.version = version;
        return await localCopy(uri);
      };
      const copies = [await copyOf('"1"'), await copyOf('"2"'), await copyOf('"3"')];
      const [unused = "", used = "", recent = ""] = copies;
      const old = new Date(Date.now() - 31 * 24 * 3600 * 1000);
      for (const copy of [unused, used]) await Deno.utime(join(copy, "../.."), old, old);
      await copyOf('"2"');
      await copyOf('"4"');
      await assert.rejects(Deno.stat(unused), Deno.errors.NotFound);
      for (const copy of [used, recent]) await Deno.stat(copy);
      assert.equal(await copyOf('"1"'), unused);
      assert.equal(await Deno.readTextFile(unused), "one");
    });
  });
});

Deno.test("localCopy() copies a file of any name", async () => {
  await withEmptyCache(async () => {
    await withFile(async (uri) => {
      const copy = await localCopy(uri.replace("model.onnx", "complete"));
      assert.equal(await Deno.readTextFile(copy), "one");
    });
  });
});

Deno.test("localCopy() copies anew where a server tells no versions", async () => {
  await withEmptyCache(async () => {
    await withFile(async (uri, file) => {
      file.version = "";
      assert.equal(await Deno.readTextFile(await localCopy(uri)), "one");
      file.content = "two";
      assert.equal(await Deno.readTextFile(await localCopy(uri)), "two");
    });
  });
});

Deno.test("localCopy() keeps no copy of what changes meanwhile", async () => {
  await withEmptyCache(async (cache) => {
    await withFile(async (uri, file) => {
      Object.defineProperty(file, "version", { get: () => `"${file.requests}"` });
      await assert.rejects(localCopy(uri), { message: /it changed meanwhile\. Try again$/ });
      const left = [...Deno.readDirSync(join(cache, "copies"))].filter((it) => it.isDirectory);
      assert.deepEqual(left, []);
    });
  });
});

Deno.test("localCopy() says where there is nothing", async () => {
  await withEmptyCache(async () => {
    await withFile(async (uri) => {
      await assert.rejects(localCopy(uri.replace("model.onnx", "none")), { message: /none/ });
    });
  });
});
