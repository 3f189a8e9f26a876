import assert from "node:assert/strict";
import { join } from "node:path";
import { insideFolder } from "./inside_folder.ts";
import { makeTempDir } from "./test_folder.ts";

async function folderWithLinks(): Promise<string> {
  const folder = join(await makeTempDir(), "store");
  await Deno.mkdir(join(folder, "real"), { recursive: true });
  await Deno.writeTextFile(join(folder, "real/file"), "");
  await Deno.mkdir(join(folder, "../store-beside"));
  await Deno.symlink("real", join(folder, "within"));
  await Deno.symlink("/etc", join(folder, "out"));
  await Deno.symlink("../store-beside", join(folder, "beside"));
  return folder;
}

Deno.test("insideFolder() gives the place of what is there, and of what is not yet", async () => {
  const folder = await folderWithLinks();
  for (const path of ["real/file", "new", "real/a/b", "within/file", "within/new", "real/file/x"]) {
    assert.equal(await insideFolder(folder, path), join(folder, path));
  }
  assert.equal(await insideFolder(join(folder, "new"), "a"), join(folder, "new/a"));
});

Deno.test("insideFolder() refuses links on the way that lead out", async () => {
  const folder = await folderWithLinks();
  for (const path of ["out", "out/passwd", "out/new/a", "beside", "beside/new"]) {
    await assert.rejects(insideFolder(folder, path), {
      message: /: a link on the way leads out of/,
    });
  }
});

Deno.test("insideFolder() refuses paths that lead out", async () => {
  const folder = await folderWithLinks();
  for (const path of ["../x", "/etc/passwd", "real/%2e%2e/%2e%2e/x", "//proc"]) {
    await assert.rejects(insideFolder(folder, path), { name: "TypeError" });
  }
});
