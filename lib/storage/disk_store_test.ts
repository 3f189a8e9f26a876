import assert from "node:assert/strict";
import { join } from "node:path";
import { DiskStore } from "./disk_store.ts";
import { readAll, STORE_CASES } from "./store_test_cases.ts";
import { makeTempDir } from "./test_folder.ts";

for (const [name, run] of Object.entries(STORE_CASES)) {
  Deno.test(`DiskStore ${name}`, async () => {
    await run(new DiskStore(join(await makeTempDir(), "store")));
  });
}

Deno.test("DiskStore follows no link out of its folder, to read, write or list", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "store");
  await Deno.mkdir(folder);
  await Deno.mkdir(join(parent, "secret"));
  await Deno.writeTextFile(join(parent, "secret/key"), "x");
  await Deno.symlink(join(parent, "secret"), join(folder, "link"));
  const store = new DiskStore(folder);
  const wrong = { message: /leads out of/ };
  await assert.rejects(readAll(store, "link/key"), wrong);
  await assert.rejects(store.write("link/key", "y"), wrong);
  await assert.rejects(store.write("link/new/file", "y"), wrong);
  await assert.rejects(store.remove("link/key"), wrong);
  await assert.rejects(Array.fromAsync(store.list()), wrong);
  assert.equal(await Deno.readTextFile(join(parent, "secret/key")), "x");
  assert.deepEqual([...Deno.readDirSync(join(parent, "secret"))].map(({ name }) => name), ["key"]);
});

Deno.test(
  "DiskStore closes a file whose reader stops early",
  { sanitizeResources: true },
  async () => {
    const store = new DiskStore(await makeTempDir());
    await store.write("a", new Uint8Array(5_000_000));
    for await (const chunk of store.read("a")) {
      assert.ok(chunk.length < 5_000_000);
      break;
    }
  },
);

Deno.test("DiskStore reads a file of the size of a clip at once, a link to it too", async () => {
  const folder = await makeTempDir();
  const store = new DiskStore(folder);
  await store.write("clips/a", new Uint8Array(1_000_000).fill(7));
  await Deno.symlink("a", join(folder, "clips/b"));
  for (const path of ["clips/a", "clips/b"]) {
    const chunks = await Array.fromAsync(store.read(path));
    assert.deepEqual(chunks.map(({ length, buffer }) => [length, buffer.byteLength]), [
      [1_000_000, 1_000_000],
    ]);
  }
});

Deno.test("DiskStore follows no link at a file's place out of its folder", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "store");
  await Deno.writeTextFile(join(parent, "key"), "x");
  const store = new DiskStore(folder);
  await store.write("clips/a", "a");
  await Deno.symlink("../../key", join(folder, "clips/link"));
  const wrong = { message: /leads out of/ };
  await assert.rejects(readAll(store, "clips/link"), wrong);
  await assert.rejects(store.stat("clips/link"), wrong);
  await assert.rejects(store.download("clips/link", join(parent, "copy")), wrong);
  await store.write("clips/link", "y");
  assert.equal(await Deno.readTextFile(join(parent, "key")), "x");
  assert.equal(await Deno.readTextFile(join(folder, "clips/link")), "y");
});

Deno.test("DiskStore notices a file that changes while it is read", async () => {
  const folder = await makeTempDir();
  const store = new DiskStore(folder);
  await store.write("a", new Uint8Array(1_000_000));
  const { version = "" } = await store.stat("a") ?? {};
  const reading = async () => {
    for await (const _ of store.read("a", { version })) {
      await Deno.truncate(join(folder, "a"), 500_000);
    }
  };
  await assert.rejects(reading, {
    message: `Cannot read ${join(folder, "a")}: it has changed meanwhile. Run the command again`,
  });
});
