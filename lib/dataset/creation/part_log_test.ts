import assert from "node:assert/strict";
import { join } from "node:path";
import { DiskStore } from "../../storage/disk_store.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { filesIn } from "../test_clips.ts";
import { PartLog } from "./part_log.ts";

/** Names of parts, by their number. */
function numbered(part = 0): (lines: number) => string {
  return () => String(part++);
}

const HOUR_MS = 3_600_000;

async function partsIn(folder: string): Promise<string[]> {
  const names = await filesIn(folder).catch(() => []);
  return await Promise.all(names.map((name) => Deno.readTextFile(join(folder, name))));
}

Deno.test("PartLog writes the lines since the last part at each interval, on flush and at the end", async () => {
  const folder = await makeTempDir();
  const parts = () => partsIn(join(folder, "log"));
  {
    await using log = new PartLog(new DiskStore(folder), "log", numbered(), HOUR_MS);
    await log.add("a");
    await log.add("b");
    assert.deepEqual(await parts(), []);
    await log.flush();
    await log.flush();
    assert.deepEqual(await parts(), ["a\nb\n"]);
    await log.add("c");
  }
  assert.deepEqual(await parts(), ["a\nb\n", "c\n"]);
  await using log = new PartLog(new DiskStore(folder), "log", numbered(2), 10);
  await log.add("d");
  while ((await parts()).length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal((await parts()).at(-1), "d\n");
});

Deno.test("PartLog keeps the lines of two writers of one log", async () => {
  const folder = await makeTempDir();
  {
    await using first = new PartLog(new DiskStore(folder), "log", numbered(), HOUR_MS);
    await using second = new PartLog(new DiskStore(folder), "log", numbered(), HOUR_MS);
    await first.add("a");
    await second.add("b");
  }
  assert.deepEqual((await partsIn(join(folder, "log"))).sort(), ["a\n", "b\n"]);
});

Deno.test("PartLog takes no more lines once a part could not be written", async () => {
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "log"), "a file where the parts' folder would be");
  await using log = new PartLog(new DiskStore(folder), "log", numbered(), HOUR_MS);
  await log.add("a");
  await assert.rejects(log.flush());
  await assert.rejects(log.add("b"));
});
