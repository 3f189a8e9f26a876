import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { runOnFullDisk } from "../../storage/test_full_disk.ts";
import { DiskLog } from "./disk_log.ts";

const open = async (path: string) => {
  const log = await DiskLog.open(path);
  assert.ok(log);
  return log;
};

Deno.test("DiskLog.open() goes on behind the lines that are there, in folders that it makes", async () => {
  const path = join(await makeTempDir(), "new/log.jsonl");
  for (const line of ["é", "b"]) {
    await using log = await open(path);
    await log.add(line);
  }
  assert.equal(await Deno.readTextFile(path), "é\nb\n");
});

Deno.test("DiskLog.open() drops a last line that was cut off at any byte", async () => {
  const path = join(await makeTempDir(), "log.jsonl");
  const whole = new TextEncoder().encode("é\nbü\n");
  for (let length = 0; length < whole.length; length++) {
    await Deno.writeFile(path, whole.subarray(0, length));
    await using log = await open(path);
    await log.add("x");
    assert.equal(await Deno.readTextFile(path), length < 3 ? "x\n" : "é\nx\n");
  }
});

Deno.test("DiskLog.open() drops a last line of any length", async () => {
  const path = join(await makeTempDir(), "log.jsonl");
  for (const start of ["", "a\nb\n", `${"a".repeat(100_000)}\n`]) {
    await Deno.writeTextFile(path, start + "x".repeat(200_000));
    await using _log = await open(path);
    assert.equal(await Deno.readTextFile(path), start);
  }
});

Deno.test("DiskLog.open() leaves a log alone that is held, and opens it again once it is not", async () => {
  const path = join(await makeTempDir(), "log.jsonl");
  {
    await using _held = await open(path);
    assert.equal(await DiskLog.open(path), undefined);
  }
  await using _again = await open(path);
});

Deno.test({
  name: "DiskLog says that there is no space left, and where",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const path = join(await makeTempDir(), "log.jsonl");
    const said = await runOnFullDisk(`
      const { DiskLog } = await import("../dataset/creation/disk_log.ts");
      const log = await DiskLog.open(${JSON.stringify(path)});
      for (;;) await log.add("x".repeat(100_000));
    `);
    assert.equal(
      said,
      `Cannot write ${path}: there is no space left for it. Free some, or choose another place`,
    );
  },
});
