import assert from "node:assert/strict";
import { join } from "node:path";
import { DiskStore } from "../../storage/disk_store.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { readManifest } from "./read_manifest.ts";

Deno.test("readManifest() reads none that is too large, and says what would hold more", async () => {
  const folder = await makeTempDir();
  const limits: [name: string, bytes: number, message: string][] = [
    [
      "m.json",
      500_000_000,
      "500,000,000 bytes, which is the limit. CSV and Parquet may have 1,073,741,824",
    ],
    ["m.csv", 1024 ** 3, "1,073,741,824 bytes, which is the limit"],
    ["m.parquet", 1024 ** 3, "1,073,741,824 bytes, which is the limit"],
  ];
  for (const [name, bytes, message] of limits) {
    await Deno.writeFile(join(folder, name), new Uint8Array());
    await Deno.truncate(join(folder, name), bytes + 1); // of holes: they take no room
    await assert.rejects(readManifest(new DiskStore(folder), name), {
      message: `Cannot read ${folder}/${name}: it is larger than ${message}`,
    });
  }
});

Deno.test("readManifest() says where it looked in vain", async () => {
  const folder = await makeTempDir();
  await assert.rejects(readManifest(new DiskStore(folder), "m.json"), {
    message: new RegExp(`^Cannot read ${folder}/m.json: `),
  });
});
