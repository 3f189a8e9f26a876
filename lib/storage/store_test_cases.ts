import assert from "node:assert/strict";
import { join } from "node:path";
import type { ReadOptions, Store } from "./store.ts";
import { makeTempDir } from "./test_folder.ts";

/** What every store that can be written does; each case is given an empty one. */
export const STORE_CASES: Record<string, (store: Store) => Promise<void>> = {
  "gives back what was written, byte for byte": async (store) => {
    for (const bytes of [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, i) => i)]) {
      await store.write("a/b.bin", bytes);
      assert.deepEqual(await readAll(store, "a/b.bin"), bytes);
      assert.equal((await store.stat("a/b.bin"))?.bytes, bytes.length);
    }
    const written = await store.write("note.txt", "héllo");
    assert.deepEqual(written, await store.stat("note.txt"), "as it says itself");
    assert.equal(new TextDecoder().decode(await readAll(store, "note.txt")), "héllo");
  },
  "takes files of this machine and gives them back": async (store) => {
    const folder = await makeTempDir();
    const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
    await Deno.writeFile(join(folder, "file"), content);
    await store.upload(join(folder, "file"), "deep/er/file");
    await store.download("deep/er/file", join(folder, "new/copy"));
    assert.deepEqual(await Deno.readFile(join(folder, "new/copy")), content);
  },
  "lists the files of a folder and of those below": async (store) => {
    for (const path of ["a", "b/1", "b/c/2", "bb"]) await store.write(path, path);
    assert.deepEqual(await pathsIn(store), ["a", "b/1", "b/c/2", "bb"]);
    assert.deepEqual(await pathsIn(store, "b"), ["b/1", "b/c/2"]);
    assert.deepEqual(await pathsIn(store, "b/c"), ["b/c/2"]);
    assert.deepEqual(await pathsIn(store, "a"), []);
    assert.deepEqual(await pathsIn(store, "none"), []);
    const [first] = await Array.fromAsync(store.list("b/c"));
    assert.deepEqual(first, await store.stat("b/c/2"));
  },
  "knows of no file where there is none": async (store) => {
    await store.write("a/b", "x");
    for (const path of ["a", "none", "a/none", "a/b/c"]) {
      assert.equal(await store.stat(path), undefined);
    }
  },
  "gives another content another version": async (store) => {
    await store.write("a", "one");
    const before = await store.stat("a");
    await store.write("a", "three");
    const after = await store.stat("a");
    assert.notEqual(after?.version, before?.version);
  },
  "reads no other version than the one that was listed": async (store) => {
    await store.write("a", "one");
    const [before] = await Array.fromAsync(store.list());
    await store.write("a", "three");
    await assert.rejects(readAll(store, "a", before), {
      message: /^Cannot read .*a: .*it has changed meanwhile\. Run the command again$/,
    });
    const [after] = await Array.fromAsync(store.list());
    for (const options of [after, { version: "" }, {}]) {
      assert.equal(new TextDecoder().decode(await readAll(store, "a", options)), "three");
    }
  },
  "removes files, and minds none that is gone": async (store) => {
    await store.write("a", "x");
    await store.remove("a");
    await store.remove("a");
    assert.equal(await store.stat("a"), undefined);
    assert.deepEqual(await pathsIn(store), []);
  },
  "keeps unusual names": async (store) => {
    const names = [
      "a b",
      "ünï/日本",
      "a+b",
      "50%",
      "a%20b",
      "a&b<c>'\"",
      "#1?x=y",
      "x ",
      "~()!*",
      "a:b@c",
    ];
    const paths = names.map((name) => `odd/${name}.txt`);
    for (const path of paths) await store.write(path, path);
    assert.deepEqual(await pathsIn(store, "odd"), paths.toSorted());
    for (const path of paths) {
      assert.equal(new TextDecoder().decode(await readAll(store, path)), path);
    }
  },
  "uses no path that leads out of it": async (store) => {
    const local = join(await makeTempDir(), "file");
    await Deno.writeTextFile(local, "x");
    for (
      const path of ["../x", "a/../../x", "/etc/x", "//proc/self/x", "%2e%2e/x", "a\\..\\x", "a\0b"]
    ) {
      const wrong = { name: "TypeError", message: /^Cannot use the path / };
      await assert.rejects(store.write(path, "x"), wrong);
      await assert.rejects(store.upload(local, path), wrong);
      await assert.rejects(store.download(path, local), wrong);
      await assert.rejects(readAll(store, path), wrong);
      await assert.rejects(store.stat(path), wrong);
      await assert.rejects(store.remove(path), wrong);
      await assert.rejects(pathsIn(store, path), wrong);
    }
    assert.equal(await Deno.readTextFile(local), "x");
  },
  "leaves nothing of a download that failed": async (store) => {
    const folder = await makeTempDir();
    await assert.rejects(store.download("none", join(folder, "copy")), { message: /none/ });
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  },
  "says which file of this machine is missing": async (store) => {
    await assert.rejects(store.upload("/none/such", "a"), { message: /none\/such/ });
    assert.equal(await store.stat("a"), undefined);
  },
};

/** All of a file. */
export async function readAll(
  store: Store,
  path: string,
  options?: ReadOptions,
): Promise<Uint8Array> {
  return await new Response(store.read(path, options)).bytes();
}

async function pathsIn(store: Store, folder?: string): Promise<string[]> {
  return (await Array.fromAsync(store.list(folder))).map(({ path }) => path).sort();
}
