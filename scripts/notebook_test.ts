import assert from "node:assert/strict";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

Deno.test("notebook says in one line what is missing or wrong", async () => {
  const cache = await makeTempDir();
  const env = { YAMNET_KIT_CACHE: cache, PYTHON: "no-such-python" };
  const { code, out, err } = await runTask("notebook", ["--no-browser"], env);
  assert.equal(code, 1);
  assert.match(err, /^Error: Cannot find Python: Install Python 3\.11 or newer[^\n]*\n$/);
  assert.equal(out, "");
  const wrong = await runTask("notebook", ["--port", "0"], env);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /^Error: Bad value for --port: wanted a whole number from 1; got "0"\n/);
});
