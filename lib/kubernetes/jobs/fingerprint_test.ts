import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { contentFingerprint, fingerprint, listingFingerprint } from "./fingerprint.ts";

Deno.test("fingerprint() tells where one part ends and the next begins", () => {
  assert.notEqual(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
  assert.equal(fingerprint(["ab", "c"]), fingerprint(["ab", "c"]));
});

Deno.test("contentFingerprint() changes with content and names, and not with time or tests", async () => {
  const folder = await makeTempDir();
  const file = join(folder, "a.ts");
  await Deno.writeTextFile(file, "1");
  const before = await contentFingerprint([folder]);
  await Deno.utime(file, 1, 1);
  await Deno.writeTextFile(join(folder, "a_test.ts"), "1");
  assert.equal(await contentFingerprint([folder]), before);
  await Deno.writeTextFile(file, "2");
  assert.notEqual(await contentFingerprint([folder]), before);
  await Deno.writeTextFile(file, "1");
  await Deno.rename(file, join(folder, "b.ts"));
  assert.notEqual(await contentFingerprint([folder]), before);
});

Deno.test("listingFingerprint() sees a file that was added, cut or touched, of a folder or by itself", async () => {
  const folder = await makeTempDir();
  const file = join(folder, "a.wav");
  await Deno.writeTextFile(file, "12");
  await Deno.utime(file, 10, 10);
  const seen = new Set([await listingFingerprint(folder)]);
  await Deno.utime(file, 11, 11);
  seen.add(await listingFingerprint(folder));
  await Deno.writeTextFile(file, "1");
  await Deno.utime(file, 11, 11);
  seen.add(await listingFingerprint(folder));
  await Deno.writeTextFile(join(folder, "b.wav"), "");
  seen.add(await listingFingerprint(folder));
  assert.equal(seen.size, 4);
  assert.notEqual(await listingFingerprint(file), await listingFingerprint(folder));
});
