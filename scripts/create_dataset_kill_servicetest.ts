import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask, taskCommand } from "./test_task.ts";

const KILLS = 6;
const SEED = 6;

const argsFor = (out: string) => ["--source", "generated", "--limit", "12", "--out", out, "--json"];

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
      const startMs = performance.now();
      assert.equal((await runTask("dataset", argsFor(here))).code, 0);
      const runMs = performance.now() - startMs;
      const there = `s3://datasets/${crypto.randomUUID()}`;
      const random = new Random(SEED);
      for (let kill = 0; kill < KILLS; kill++) {
        const task = taskCommand("dataset", argsFor(there), env, { detached: true }).spawn();
        const ended = task.output();
        await Promise.race([ended, delay(2 * random.uniform() * runMs)]);
        try {
          Deno.kill(-task.pid, "SIGKILL");
        } catch (error) {
          if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
        }
        await ended;
      }
      const { code, err } = await runTask("dataset", argsFor(there), env);
      assert.equal(code, 0, err);
      assert.deepEqual(await contentOf(there), await contentOf(here));
    });
  },
);
