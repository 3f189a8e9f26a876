import assert from "node:assert/strict";
import { join } from "node:path";
import { mirrorFolder } from "./mirror_folder.ts";
import { openStore } from "./open_store.ts";
import { makeTempDir } from "./test_folder.ts";

Deno.test("mirrorFolder() copies what is there and removes what is there no longer", async () => {
  const [from, to] = [await makeTempDir(), await makeTempDir()];
  const store = await openStore(to);
  await Deno.mkdir(join(from, "dog"));
  await Deno.writeTextFile(join(from, "dog/1.wav"), "one");
  await Deno.writeTextFile(join(from, "dog/2.wav"), "two");
  assert.deepEqual(await mirrorFolder(from, store), { copied: 2, removed: 0 });
  await Deno.remove(join(from, "dog/1.wav"));
  await Deno.writeTextFile(join(from, "dog/2.wav"), "changed");
  assert.deepEqual(await mirrorFolder(from, store), { copied: 1, removed: 1 });
  assert.equal(await Deno.readTextFile(join(to, "dog/2.wav")), "changed");
  assert.equal(await store.stat("dog/1.wav"), undefined);
});

Deno.test("mirrorFolder() empties nothing where the folder is empty or not there", async () => {
  const [from, to] = [await makeTempDir(), await makeTempDir()];
  await Deno.writeTextFile(join(to, "kept.wav"), "kept");
  const store = await openStore(to);
  for (const folder of [from, join(from, "none")]) {
    await assert.rejects(mirrorFolder(folder, store), /no such folder, or no file/);
  }
  assert.equal(await Deno.readTextFile(join(to, "kept.wav")), "kept");
});
