import assert from "node:assert/strict";
import { join } from "node:path";
import { filesIn } from "../lib/dataset/test_clips.ts";
import { runTask } from "./test_task.ts";
import { makeFolder } from "./two_sounds_test_data.ts";

Deno.test("embed makes its part and nothing twice; train takes from it what was embedded", async () => {
  const { clips, cache, out, runs } = await makeFolder();
  const embeddings = join(cache, "shared");
  const base = ["--dataset", clips, "--backbone", "logmel", "--embeddings", embeddings];
  const embed = (...args: string[]) =>
    runTask("embed", [...base, ...args], { YAMNET_KIT_CACHE: cache });
  const part = await embed("--shard", "2/3");
  assert.equal(part.code, 0, part.err);
  assert.match(part.out, /^4 of 12 clips embedded by logmel, \d+ frames\n$/);
  assert.equal((await filesIn(embeddings)).length, 4);
  const all = await embed("--json");
  const { clips: count, of } = JSON.parse(all.out);
  assert.deepEqual([count, of], [12, 12]);
  const times = () =>
    filesIn(embeddings).then((names) =>
      names.map((name) => [name, Deno.statSync(join(embeddings, name)).mtime])
    );
  const before = await times();
  assert.equal(before.length, 12);
  const trained = await runTask(
    "train",
    [...base, "--out", out, "--tracking-uri", runs],
    { YAMNET_KIT_CACHE: cache },
  );
  assert.equal(trained.code, 0, trained.err);
  assert.deepEqual(await times(), before);
  assert.deepEqual(await filesIn(join(cache, "embeddings")).catch(() => []), []);
});

Deno.test("embed says what is wrong with a part or a cache", async () => {
  const { clips } = await makeFolder();
  const base = ["--dataset", clips, "--backbone", "logmel"];
  const [part, index, web] = await Promise.all([
    runTask("embed", [...base, "--shard", "3/3"]),
    runTask("embed", [...base, "--shards", "3"]),
    runTask("embed", [...base, "--embeddings", "ftp://host/x"]),
  ]);
  assert.equal(part.code, 2);
  assert.match(part.err, /wanted a part and their number/);
  assert.equal(index.code, 2);
  assert.match(index.err, /wants JOB_COMPLETION_INDEX from 0 to 2, but it is not set/);
  assert.equal(web.code, 1);
  assert.match(web.err, /^Error: Cannot use "ftp:/m);
});
