import assert from "node:assert/strict";
import { join } from "node:path";
import { checkReplaceable, replaceFolder } from "./replace_folder.ts";
import { makeTempDir } from "./test_folder.ts";

const write = (name: string) => (folder: string) => Deno.writeTextFile(join(folder, name), name);
const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("replaceFolder() makes a folder and those on the way", async () => {
  const parent = await makeTempDir();
  await replaceFolder(join(parent, "a/b"), () => false, write("new"));
  assert.deepEqual(namesIn(join(parent, "a/b")), ["new"]);
  assert.deepEqual(namesIn(join(parent, "a")), ["b"]);
});

Deno.test("replaceFolder() replaces what may be replaced, whole", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "model");
  await replaceFolder(folder, () => false, write("old"));
  await replaceFolder(`${folder}/`, (names) => names.includes("old"), write("new"));
  assert.deepEqual(namesIn(folder), ["new"]);
  assert.deepEqual(namesIn(parent), ["model"]);
});

Deno.test("replaceFolder() fills an empty folder, and refuses one with something else or a file", async () => {
  const parent = await makeTempDir();
  await replaceFolder(parent, () => false, write("thesis.txt"));
  await assert.rejects(replaceFolder(parent, () => false, write("new")), {
    message: /: the folder exists and holds something else \(thesis\.txt\)/,
  });
  await assert.rejects(replaceFolder(join(parent, "thesis.txt"), () => true, write("new")), {
    message: /wanted a folder or nothing there/,
  });
  assert.deepEqual(namesIn(parent), ["thesis.txt"]);
});

Deno.test("replaceFolder() keeps the old folder and leaves nothing beside it when filling fails", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "model");
  await replaceFolder(folder, () => false, write("old"));
  const failing = replaceFolder(folder, () => true, async (temporary) => {
    await write("half")(temporary);
    throw new Error("disk full");
  });
  await assert.rejects(failing, { message: "disk full" });
  assert.deepEqual(namesIn(folder), ["old"]);
  assert.deepEqual(namesIn(parent), ["model"]);
});

Deno.test("replaceFolder() puts the old folder back when the new one cannot take its place", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "model");
  await replaceFolder(folder, () => false, write("old"));
  const failing = replaceFolder(folder, () => true, (temporary) => Deno.remove(temporary));
  await assert.rejects(failing, Deno.errors.NotFound);
  assert.deepEqual(namesIn(folder), ["old"]);
  assert.deepEqual(namesIn(parent), ["model"]);
});

Deno.test("checkReplaceable() says what replaceFolder() would do, and does nothing", async () => {
  const parent = await makeTempDir();
  assert.equal(await checkReplaceable(join(parent, "a/b"), () => false), false);
  assert.equal(await checkReplaceable(parent, () => false), false);
  await write("thesis.txt")(parent);
  assert.equal(await checkReplaceable(parent, (names) => names.includes("thesis.txt")), true);
  await assert.rejects(checkReplaceable(parent, () => false), {
    message: /: the folder exists and holds something else \(thesis\.txt\)/,
  });
  for (const path of ["thesis.txt", "thesis.txt/model"]) {
    await assert.rejects(checkReplaceable(join(parent, path), () => true), {
      message: /wanted a folder or nothing there/,
    });
  }
  assert.deepEqual(namesIn(parent), ["thesis.txt"]);
});

Deno.test("replaceFolder() replaces a folder that JupyterLab has looked into", async () => {
  const folder = join(await makeTempDir(), "evaluation");
  await replaceFolder(folder, () => false, write("old"));
  await Deno.mkdir(join(folder, ".ipynb_checkpoints"));
  const isOwn = (names: readonly string[]) => names.every((name) => name === "old");
  await replaceFolder(folder, isOwn, write("new"));
  assert.deepEqual(namesIn(folder), ["new"]);
});
