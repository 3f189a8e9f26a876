import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "./test_folder.ts";
import { writeAtomically } from "./write_atomically.ts";

Deno.test("writeAtomically() makes the folders on the way", async () => {
  const folder = await makeTempDir();
  await writeAtomically(join(folder, "a/b/note.txt"), "hello");
  assert.equal(await Deno.readTextFile(join(folder, "a/b/note.txt")), "hello");
});

Deno.test("writeAtomically() keeps the old file and leaves nothing beside it when writing fails", async () => {
  const folder = await makeTempDir();
  const path = join(folder, "note.txt");
  await Deno.writeTextFile(path, "old");
  const failing = writeAtomically(path, async (temporaryPath) => {
    await Deno.writeTextFile(temporaryPath, "half");
    throw new Error("disk full");
  });
  await assert.rejects(failing, { message: "disk full" });
  assert.equal(await Deno.readTextFile(path), "old");
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["note.txt"]);
});

Deno.test("writeAtomically() says that the disk is full, and leaves nothing", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const folder = await makeTempDir();
  const path = join(folder, "note.txt");
  const full = writeAtomically(path, () => Deno.writeFile("/dev/full", new Uint8Array(100)));
  await assert.rejects(full, {
    message:
      `Cannot write ${path}: there is no space left for it. Free some, or choose another place`,
  });
  assert.deepEqual([...Deno.readDirSync(folder)], []);
});
