import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "./test_folder.ts";
import { walkFiles } from "./walk_files.ts";

async function folderWith(...files: string[]): Promise<string> {
  const folder = await makeTempDir();
  for (const file of files) {
    await Deno.mkdir(join(folder, file, ".."), { recursive: true });
    await Deno.writeTextFile(join(folder, file), file);
  }
  return folder;
}

Deno.test("walkFiles() lists the files of all folders, by name", async () => {
  const folder = await folderWith("b/2", "b/1", "a", "b/c/d", ".hidden");
  await Deno.mkdir(join(folder, "empty"));
  assert.deepEqual(await Array.fromAsync(walkFiles(folder)), [
    ".hidden",
    "a",
    "b/1",
    "b/2",
    "b/c/d",
  ]);
});

Deno.test("walkFiles() finds nothing where there is no folder", async () => {
  assert.deepEqual(await Array.fromAsync(walkFiles(join(await makeTempDir(), "none"))), []);
});

Deno.test("walkFiles() passes over what was being written when its process was killed", async () => {
  const folder = await folderWith("a", `a.${crypto.randomUUID()}.tmp`);
  assert.deepEqual(await Array.fromAsync(walkFiles(folder)), ["a"]);
});

Deno.test("walkFiles() follows links within the folder only", async () => {
  const folder = await folderWith("real/a");
  await Deno.symlink("real", join(folder, "link"));
  assert.deepEqual(await Array.fromAsync(walkFiles(folder)), ["link/a", "real/a"]);
  await Deno.symlink("/etc/passwd", join(folder, "z"));
  await assert.rejects(Array.fromAsync(walkFiles(folder)), {
    message: /z: a link on the way leads out of/,
  });
});

Deno.test("walkFiles() does not go round in circles", async () => {
  const folder = await folderWith("a/b");
  await Deno.symlink("..", join(folder, "a/up"));
  await assert.rejects(Array.fromAsync(walkFiles(folder)), {
    message: /a\/up: it is a link that leads in a circle$/,
  });
});

Deno.test("walkFiles() says what is no file", { ignore: Deno.build.os === "windows" }, async () => {
  const folder = await folderWith("a");
  const { success } = await new Deno.Command("mkfifo", { args: [join(folder, "pipe")] }).output();
  assert.ok(success);
  await assert.rejects(Array.fromAsync(walkFiles(folder)), {
    message: /pipe: it is neither a file nor a folder$/,
  });
});

Deno.test("walkFiles() passes over hidden links that lead out, to nothing or in a circle", async () => {
  const folder = await folderWith("a", ".venv/bin/tool");
  await Deno.symlink("/usr/bin/env", join(folder, ".venv/bin/python"));
  await Deno.symlink("me@host:1", join(folder, ".#lock"));
  await Deno.symlink("..", join(folder, ".venv/self"));
  assert.deepEqual(await Array.fromAsync(walkFiles(folder)), [".venv/bin/tool", "a"]);
});
