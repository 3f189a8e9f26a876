import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWav16 } from "../lib/audio/encode_wav16.ts";
import { noise, smallDataset, smallHead, tinyBackbone } from "../lib/model/test_parts.ts";
import { writeModelPackage } from "../lib/model/write_model_package.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { withEnvironment } from "../lib/storage/test_environment.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { uploadFolder } from "../lib/storage/upload_folder.ts";
import { runTask } from "./test_task.ts";

defineServiceTest(
  "predict takes a model from S3, and says in one line why not",
  ["s3"],
  async ({ s3 }) => {
    const folder = await makeTempDir();
    const [model, wav, uri] = [
      join(folder, "model"),
      join(folder, "dog.wav"),
      `s3://datasets/${crypto.randomUUID()}`,
    ];
    await writeModelPackage(model, {
      name: "three sounds",
      backbone: tinyBackbone(),
      head: smallHead(),
      dataset: smallDataset(),
    });
    await Deno.writeFile(wav, encodeWav16(noise(), 16_000));
    const env = {
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      YAMNET_KIT_CACHE: join(folder, "cache"),
    };
    await withEnvironment(env, async () => uploadFolder(model, await openStore(uri)));

    const here = await runTask("predict", ["--model", model, wav]);
    const there = await runTask("predict", ["--model", uri, wav], env);
    assert.equal(there.code, 0, there.err);
    assert.equal(there.out, here.out);

    const failures: [Record<string, string>, RegExp][] = [
      [{ AWS_SECRET_ACCESS_KEY: "wrong-letters" }, /answered 403.*\. Check AWS_ACCESS_KEY_ID/],
      [
        { AWS_SECRET_ACCESS_KEY: "", AWS_SHARED_CREDENTIALS_FILE: "/none" },
        /AWS_SECRET_ACCESS_KEY is not set\. Set both/,
      ],
    ];
    for (const [wrong, message] of failures) {
      const { code, out, err } = await runTask("predict", ["--model", uri, wav], {
        ...env,
        ...wrong,
      });
      assert.equal(code, 1);
      assert.equal(out, "");
      assert.match(err, /^Error: Cannot open the model s3:.*\n$/);
      assert.match(err, message);
      assert.doesNotMatch(err, /wrong-letters/);
    }
  },
);
