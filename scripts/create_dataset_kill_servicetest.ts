import assert from "node:assert/strict";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { killMoments, runAndKill } from "./test_kill_dataset.ts";
import { runTask } from "./test_task.ts";

const KILLS = 6;
const SEED = 6;
const CLIPS = 120;

const argsFor = (out: string) => [
  ...["--source", "generated", "--limit", String(CLIPS / 10)],
  ...["--out", out, "--json"],
];

defineServiceTest(
  `dataset killed at ${KILLS} random moments while it writes to S3 is what it is undisturbed in a folder`,
  ["s3"],
  async ({ s3 }) => {
    await withS3(s3, async () => {
      const env = {
        AWS_ENDPOINT_URL: s3.endpoint,
        AWS_ACCESS_KEY_ID: s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      };
      const here = `${await makeTempDir()}/out`;
      assert.equal((await runTask("dataset", argsFor(here))).code, 0);
      const out = `s3://datasets/${crypto.randomUUID()}`;
      const args = argsFor(out);
      let atWork = 0;
      for (const clips of killMoments(new Random(SEED), KILLS, CLIPS)) {
        if (await runAndKill({ args, env, out }, clips)) atWork++;
      }
      assert.ok(atWork >= KILLS - 2, `only ${atWork} of ${KILLS} runs were killed at work`);
      const { code, err } = await runTask("dataset", args, env);
      assert.equal(code, 0, err);
      assert.deepEqual(await contentOf(out), await contentOf(here));
    });
  },
);
