import assert from "node:assert/strict";
import { join } from "node:path";
import { locateFile } from "./locate_file.ts";
import { makeFolder } from "./test_clips.ts";

Deno.test("locateFile() finds a file in the folder, also through a link that stays in it", async () => {
  const root = await makeFolder({ "data/dog/a.wav": "a" });
  const folder = join(root, "data");
  await Deno.symlink(join(folder, "dog"), join(folder, "hound"));
  assert.equal(await locateFile("dog/a.wav", folder), join(folder, "dog/a.wav"));
  assert.equal(await locateFile("hound/a.wav", folder), join(folder, "hound/a.wav"));
  assert.equal(await locateFile("dog/b.wav", folder), undefined);
  assert.equal(await locateFile("dog/a.wav/b.wav", folder), undefined);
});

Deno.test("locateFile() refuses every path that leads out of the folder", async () => {
  const root = await makeFolder({ "data/a.wav": "a", "secret.wav": "s", "database/s.wav": "s" });
  const folder = join(root, "data");
  await Deno.symlink(join(root, "secret.wav"), join(folder, "link.wav"));
  await Deno.symlink(join(root, "database"), join(folder, "linked"));
  const paths = ["../secret.wav", "x/../../secret.wav", join(root, "secret.wav"), "..\\secret.wav"];
  for (const path of [...paths, "C:\\secret.wav", "link.wav", "linked/s.wav"]) {
    await assert.rejects(locateFile(path, folder), {
      message: /leads out of the dataset's folder/,
    });
  }
});
