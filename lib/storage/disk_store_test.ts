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
    await store.write("a", new Uint8Array(1_000_000));
    for await (const chunk of store.read("a")) {
      assert.ok(chunk.length < 1_000_000);
      break;
    }
  },
);

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
