import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../storage/sha256.ts";
import { JOURNAL, Journal, type StoredSample } from "./journal.ts";
import { ManifestSample } from "./manifest/manifest.ts";
import { makeFolder } from "./test_clips.ts";

const stored = (id: string): StoredSample => ({
  ...ManifestSample.parse({ filepath: `${id}.wav`, label: "dog" }),
  id,
  duration: 1,
  sourceSha256: sha256(id),
  sha256: sha256(id),
});

const ids = async (folder: string, request = "r", standardizing = "s") => {
  using journal = await Journal.open(folder, request, standardizing);
  return [...journal.stored.keys()];
};

Deno.test("Journal.open() finds what was added before", async () => {
  const folder = join(await makeFolder({}), "new");
  {
    using journal = await Journal.open(folder, "r", "s");
    await journal.add(stored("a"));
    await journal.add(stored("b"));
  }
  using journal = await Journal.open(folder, "r", "s");
  assert.deepEqual(journal.stored.get("b"), stored("b"));
  assert.deepEqual([...journal.stored.keys()], ["a", "b"]);
});

Deno.test("Journal.open() drops a last line that was cut off at any byte, and goes on behind it", async () => {
  const folder = await makeFolder({});
  {
    using journal = await Journal.open(folder, "r", "s");
    await journal.add(stored("é"));
    await journal.add(stored("b"));
  }
  const path = join(folder, JOURNAL);
  const whole = await Deno.readFile(path);
  for (let length = 0; length < whole.length; length++) {
    const kept = whole.subarray(0, length);
    const lines = kept.filter((byte) => byte === "\n".charCodeAt(0)).length;
    await Deno.writeFile(path, kept);
    {
      using journal = await Journal.open(folder, "r", "s");
      await journal.add(stored("x"));
    }
    assert.deepEqual(await ids(folder), lines < 2 ? ["x"] : ["é", "x"]);
  }
});

Deno.test("Journal.open() refuses a folder with other files, and says which", async () => {
  const folder = await makeFolder({ "b.txt": "", "a/x.txt": "", "c.txt": "", "d.txt": "" });
  await assert.rejects(Journal.open(folder, "r", "s"), {
    message:
      `Cannot write to ${folder}: wanted an empty or new folder, but it holds a, b.txt, c.txt`,
  });
  assert.deepEqual([...Deno.readDirSync(folder)].length, 4, "and leaves it as it is");
});

Deno.test("Journal.open() says that a file is no folder", async () => {
  const file = join(await makeFolder({ "a.txt": "" }), "a.txt");
  await assert.rejects(Journal.open(file, "r", "s"), {
    message: `Cannot write to ${file}: it is no folder and none can be made`,
  });
});

Deno.test("Journal.open() refuses a folder that was begun for another request", async () => {
  const folder = await makeFolder({});
  await ids(folder, "one");
  await assert.rejects(ids(folder, "two"), {
    message: /it holds a dataset of other clips or settings/,
  });
  assert.deepEqual(await ids(folder, "one"), []);
});

Deno.test("Journal.open() begins anew where clips were standardized otherwise, or it is not said how", async () => {
  const folder = await makeFolder({
    [JOURNAL]: ['{"request":"r"}', JSON.stringify(stored("a")), ""].join("\n"),
  });
  assert.deepEqual(await ids(folder), []);
  {
    using journal = await Journal.open(folder, "r", "s");
    await journal.add(stored("b"));
  }
  assert.deepEqual(await ids(folder), ["b"]);
  assert.deepEqual(await ids(folder, "r", "other"), []);
  assert.deepEqual(await ids(folder), []);
});

Deno.test("Journal.open() passes over damaged lines", async () => {
  const lines = [
    '{"request":"r","standardizing":"s"}',
    '{"id":"a"}',
    '{"id":"b',
    JSON.stringify(stored("c")),
    "",
  ];
  const folder = await makeFolder({ [JOURNAL]: lines.join("\n") });
  assert.deepEqual(await ids(folder), ["c"]);
});

Deno.test("Journal.open() refuses a folder whose journal does not say what it is", async () => {
  const folder = await makeFolder({ [JOURNAL]: "?\n" });
  await assert.rejects(ids(folder), { message: /it holds a dataset of other clips or settings/ });
});

Deno.test("Journal.open() refuses a folder that another process is at work in", async () => {
  const folder = await makeFolder({});
  using _first = await Journal.open(folder, "r", "s");
  await assert.rejects(ids(folder), { message: /another process is making a dataset there/ });
});
