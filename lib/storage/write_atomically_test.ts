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
