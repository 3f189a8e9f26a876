import assert from "node:assert/strict";
import { join } from "node:path";
import { DiskStore } from "./disk_store.ts";
import { downloadFolder } from "./download_folder.ts";
import { makeTempDir } from "./test_folder.ts";
import { uploadFolder } from "./upload_folder.ts";
import { walkFiles } from "./walk_files.ts";

const FILES = ["MLmodel", "data/a b+%.txt", "data/model.onnx"];

async function folderWith(files: readonly string[]): Promise<string> {
  const folder = await makeTempDir();
  const store = new DiskStore(folder);
  for (const file of files) await store.write(file, file);
  return folder;
}

const filesIn = (folder: string) => Array.fromAsync(walkFiles(folder));

Deno.test("uploadFolder() and downloadFolder() take all files there and back", async () => {
  const store = new DiskStore(join(await makeTempDir(), "store"));
  await uploadFolder(await folderWith(FILES), store, "run/model");
  await uploadFolder(await folderWith(["other"]), store);
  const copy = join(await makeTempDir(), "copy");
  await downloadFolder(store, copy, { folder: "run/model" });
  assert.deepEqual(await filesIn(copy), FILES);
  assert.equal(await Deno.readTextFile(join(copy, "data/a b+%.txt")), "data/a b+%.txt");
  await downloadFolder(store, `${copy}2`);
  assert.deepEqual(await filesIn(`${copy}2`), [
    "other",
    ...FILES.map((file) => `run/model/${file}`),
  ]);
});

Deno.test("uploadFolder() sends nothing where a link leads out of the folder", async () => {
  const folder = await folderWith(["a", "b/c"]);
  await Deno.symlink("/etc/passwd", join(folder, "z"));
  const store = new DiskStore(join(await makeTempDir(), "store"));
  await assert.rejects(uploadFolder(folder, store), {
    message: /z: a link on the way leads out of/,
  });
  assert.deepEqual(await Array.fromAsync(store.list()), []);
});

Deno.test("uploadFolder() and downloadFolder() say where there is nothing", async () => {
  const empty = await makeTempDir();
  const store = new DiskStore(empty);
  await assert.rejects(uploadFolder(join(empty, "none"), store), {
    message: /^Cannot upload .*none: there is no such folder, or no file in it$/,
  });
  await assert.rejects(downloadFolder(store, join(empty, "copy"), { folder: "none" }), {
    message: /^Cannot download .*\/none: there is no file in it$/,
  });
});

Deno.test("downloadFolder() leaves nothing where one file fails", async () => {
  class Failing extends DiskStore {
    override async download(path: string, localPath: string): Promise<void> {
      if (path === "data/model.onnx") throw new Error("connection lost");
      await new Promise((resolve) => setTimeout(resolve, 30)); // under way when the other fails
      await super.download(path, localPath);
    }
  }
  const parent = await makeTempDir();
  const download = downloadFolder(new Failing(await folderWith(FILES)), join(parent, "copy"));
  await assert.rejects(download, { message: "connection lost" });
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual([...Deno.readDirSync(parent)], []);
});

Deno.test("downloadFolder() writes over no folder that is in use", async () => {
  const mine = await folderWith(["thesis.txt"]);
  const download = downloadFolder(new DiskStore(await folderWith(FILES)), mine);
  await assert.rejects(download, { message: /the folder exists and holds something else/ });
  assert.deepEqual(await filesIn(mine), ["thesis.txt"]);
});
