import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, makeTestDatabase } from "../lib/database/test_database.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { runTask } from "./test_task.ts";
import { makeFolder } from "./two_sounds_test_data.ts";

const NEEDS = ["databaseUrl"] as const;

defineServiceTest(
  "dataset and evaluate record samples and predictions where DATABASE_URL says",
  NEEDS,
  async ({ databaseUrl }) => {
    const { clips, out, runs, cache } = await makeFolder();
    const dataset = join(clips, "../dataset");
    const env = {
      DATABASE_URL: await makeTestDatabase(databaseUrl),
      MLFLOW_TRACKING_URI: runs,
      YAMNET_KIT_CACHE: cache,
    };
    const run = async (name: string, ...args: string[]) => {
      const { code, err } = await runTask(name, args, env);
      assert.equal(code, 0, err);
    };
    await run("dataset", "--source", clips, "--out", dataset);
    await run("train", "--dataset", dataset, "--out", out, "--backbone", "logmel");
    await run("evaluate", "--dataset", dataset, "--model", out, "--out", join(out, "../report"));
    const rows = await ask(
      env.DATABASE_URL,
      `SELECT label, count(*)::integer AS clips, bool_and(correct) AS correct, bool_and(seen) AS seen,
        count(DISTINCT dataset_id)::integer AS datasets, min(length(run_id)) AS run_id_length
      FROM prediction JOIN sample USING (sample_id) JOIN sample_label USING (sample_id)
      GROUP BY label ORDER BY label`,
    );
    const facts = { clips: 6, correct: true, seen: true, datasets: 1, run_id_length: 32 };
    assert.deepEqual(rows, [{ label: "beep", ...facts }, { label: "hiss", ...facts }]);
  },
);

defineServiceTest(
  "dataset and evaluate stop before any work where DATABASE_URL is wrong",
  NEEDS,
  async ({ databaseUrl }) => {
    const { clips } = await makeFolder();
    const url = new URL(databaseUrl);
    url.password = "s3cret";
    const env = { DATABASE_URL: url.href };
    const out = join(clips, "../out");
    const tasks = {
      dataset: ["--source", clips, "--out", out],
      evaluate: ["--dataset", clips, "--out", out, "--model", "not-looked-for"],
    };
    for (const [name, args] of Object.entries(tasks)) {
      const { code, out: printed, err } = await runTask(name, args, env);
      assert.equal(code, 1);
      assert.equal(printed, "");
      assert.match(
        err,
        /^Error: Cannot use the database yamnet_kit at .* Check user and password in DATABASE_URL\n$/,
      );
      assert.doesNotMatch(err, /s3cret/);
    }
    await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
  },
);
