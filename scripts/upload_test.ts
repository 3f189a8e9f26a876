import assert from "node:assert/strict";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

Deno.test("upload refuses a whole bucket and a folder here, where it would remove all else", async () => {
  const folder = await makeTempDir();
  await Deno.writeTextFile(`${folder}/a.txt`, "a");
  for (const uri of ["s3://datasets", "s3://datasets/", await makeTempDir(), "https://host/x/y"]) {
    const { code, err } = await runTask("upload", [folder, uri]);
    assert.equal(code, 2, err);
    assert.match(err, /^Error: Wanted a bucket's folder, s3:\/\/bucket\/folder; got "/);
  }
  const { code, err } = await runTask("upload", [folder]);
  assert.equal(code, 2);
  assert.match(err, /^Error: Wanted a folder and s3:.*; got "/);
});
