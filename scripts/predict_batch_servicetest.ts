import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { slowPackage, testPackage } from "../lib/serving/tests/test_server.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { readAll } from "../lib/storage/store_test_cases.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { makeNoiseClips } from "./test_noise_clips.ts";
import { podEnv } from "./test_pod.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";

const pathsIn = async (uri: string) =>
  (await Array.fromAsync((await openStore(uri)).list())).map(({ path }) => path).sort();

defineServiceTest(
  "predict --out s3:// that was killed goes on from what the bucket has, to the file of a run on disk",
  ["s3"],
  ({ s3 }) =>
    withS3(s3, async () => {
      const [clips, model] = [await makeNoiseClips(120), await slowPackage()];
      const [here, there] = [`${await makeTempDir()}/said.parquet`, newPrefix()];
      const argsFor = (out: string) => ["--model", model, "--frames", "--out", out, clips];
      const undisturbed = await runTask("predict", argsFor(here));
      assert.equal(undisturbed.code, 0, undisturbed.err);

      const args = argsFor(`${there}/said.parquet`);
      const child = taskCommand("predict", args, await podEnv(s3), { detached: true }).spawn();
      let isOver = false;
      const ended = child.output().finally(() => isOver = true);
      while (!isOver && (await pathsIn(there)).length === 0) await delay(20);
      Deno.kill(-child.pid, "SIGKILL");
      assert.equal((await ended).success, false, textOf(await ended).err);
      const part = (await pathsIn(there)).at(-1) ?? "";
      const [, kept] = /^said\.parquet\.partial\/.+\/\d+-0*(\d+)-\w+\.jsonl$/.exec(part) ??
        [];
      assert.ok(Number(kept) > 0, part);

      const { code, out, err } = await runTask("predict", args, await podEnv(s3));
      assert.equal(code, 0, err);
      assert.match(out, /^120 of 120 files predicted by slow: s3:/);
      assert.match(err, new RegExp(`\\b${kept}/120 files`), `it has begun anew: ${err}`);
      assert.deepEqual(
        await readAll(await openStore(there), "said.parquet"),
        await Deno.readFile(here),
      );
      assert.deepEqual(await pathsIn(there), ["said.parquet"]);
    }),
);

defineServiceTest(
  "predict --shards into a bucket gives the file of one machine, though all parts may be the last",
  ["s3"],
  ({ s3 }) =>
    withS3(s3, async () => {
      const [clips, model] = [await makeNoiseClips(20), await testPackage()];
      const [here, there] = [`${await makeTempDir()}/said.csv`, newPrefix()];
      assert.equal((await runTask("predict", ["--model", model, "--out", here, clips])).code, 0);
      const args = ["--model", model, "--out", `${there}/said.csv`, "--shards", "3", clips];
      const pod = async (index: number) =>
        await runTask("predict", args, {
          ...await podEnv(s3),
          JOB_COMPLETION_INDEX: String(index),
        });
      const wish = await runTask("predict", [...args, "--top-n", "2"], {
        ...await podEnv(s3),
        JOB_COMPLETION_INDEX: "0",
      });
      assert.doesNotMatch(wish.err, /Warning/);
      assert.match(
        (await pod(1)).err,
        /^Warning: beside s3:.*said\.csv are also parts of other f/m,
      );
      for (const { code, err } of await Promise.all([0, 1, 2].map(pod))) assert.equal(code, 0, err);
      assert.deepEqual(
        await readAll(await openStore(there), "said.csv"),
        await Deno.readFile(here),
      );
      assert.match((await pod(1)).out, /^20 of 20 files predicted/);
      assert.deepEqual(await pathsIn(there), [".said.csv.merged", "said.csv"]);
      const away = await runTask("predict", ["--model", model, "--out", "s3://none/a.csv", clips], {
        ...await podEnv(s3),
      });
      assert.equal(away.code, 1);
      assert.match(away.err, /^Error: .*there is no such bucket\. Create it/m);
    }),
);

function newPrefix(): string {
  return `s3://datasets/${crypto.randomUUID()}`;
}
