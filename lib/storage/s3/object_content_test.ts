import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../sha256.ts";
import { makeTempDir } from "../test_folder.ts";
import { fileContent, memoryContent } from "./object_content.ts";

Deno.test("fileContent() gives the same bytes each time, with their length and hash", async () => {
  const path = join(await makeTempDir(), "file");
  await Deno.writeTextFile(path, "héllo");
  const content = await fileContent(path);
  assert.equal(content.bytes, 6);
  assert.equal(content.sha256, sha256("héllo"));
  for (let time = 0; time < 2; time++) {
    assert.equal(await new Response(ReadableStream.from(content.chunks())).text(), "héllo");
  }
});

Deno.test("fileContent() ends with an error where the file changes meanwhile", async () => {
  const path = join(await makeTempDir(), "file");
  await Deno.writeTextFile(path, "one");
  const content = await fileContent(path);
  await Deno.writeTextFile(path, "two");
  await assert.rejects(Array.fromAsync(content.chunks()), {
    message: `${path} changed while it was sent`,
  });
});

Deno.test("fileContent() wants a file", async () => {
  await assert.rejects(fileContent(await makeTempDir()), { message: /: wanted a file$/ });
});

Deno.test("memoryContent() takes bytes and text, also none", async () => {
  for (const text of ["héllo", ""]) {
    for (const content of [memoryContent(text), memoryContent(new TextEncoder().encode(text))]) {
      assert.equal(content.sha256, sha256(text));
      assert.equal(await new Response(ReadableStream.from(content.chunks())).text(), text);
    }
  }
});
