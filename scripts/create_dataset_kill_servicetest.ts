import assert from "node:assert/strict";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { argsFor, runAndKill } from "./test_kill_dataset.ts";
import { runTask } from "./test_task.ts";

const KILLS = 6;
const SEED = 6;
const CLIPS = 120;

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
      assert.equal((await runTask("dataset", argsFor(here, CLIPS))).code, 0);
      const out = `s3://datasets/${crypto.randomUUID()}`;
      const random = new Random(SEED);
      const atWork = await runAndKill({ out, clips: CLIPS, kills: KILLS, random, env });
      assert.ok(atWork >= KILLS - 2, `only ${atWork} of ${KILLS} runs were killed at work`);
      const { code, err } = await runTask("dataset", argsFor(out, CLIPS), env);
      assert.equal(code, 0, err);
      assert.deepEqual(await contentOf(out), await contentOf(here));
    });
  },
);
