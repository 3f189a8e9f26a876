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

defineServiceTest(
  "predict reads clips, globs and manifests of S3, as from here",
  ["s3"],
  async ({ s3 }) => {
    const folder = await makeTempDir();
    const [model, clips] = [join(folder, "model"), join(folder, "clips")];
    await writeModelPackage(model, {
      name: "three sounds",
      backbone: tinyBackbone(),
      head: smallHead(),
      dataset: smallDataset(),
    });
    await Deno.mkdir(join(clips, "deep"), { recursive: true });
    for (const name of ["a.wav", "b.wav", "deep/c.wav"]) {
      await Deno.writeFile(join(clips, name), encodeWav16(noise(), 16_000));
    }
    await Deno.writeTextFile(join(clips, "list.csv"), "path\na.wav\ngone.wav\ndeep/c.wav\n");
    const env = {
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    };
    const uri = `s3://datasets/${crypto.randomUUID()}`;
    await withEnvironment(env, async () => uploadFolder(clips, await openStore(uri)));

    const top = async (...words: string[]) => {
      const { code, out, err } = await runTask(
        "predict",
        ["--model", model, "--json", ...words],
        env,
      );
      assert.equal(code, 0, err);
      const files: { file: string; top: unknown }[] = JSON.parse(out).files;
      return {
        err,
        files: files.map(({ file, top }) => ({ file: file.replace(uri, clips), top })),
      };
    };
    const here = await top(clips);
    assert.equal(here.files.length, 3);
    assert.deepEqual((await top(uri)).files, here.files);
    assert.deepEqual((await top(`${uri}/a.wav`)).files, here.files.slice(0, 1));
    assert.deepEqual((await top(`${uri}/**/c.*`)).files, here.files.slice(2));
    const listed = await top("--skip-bad", `${uri}/list.csv`);
    assert.match(listed.err, /^Skipped: .*list\.csv, line 3: there is no ".*gone\.wav"/m);
    assert.deepEqual(listed.files.map(({ file }) => file), ["a.wav", "deep/c.wav"]);
    const missing = await runTask("predict", ["--model", model, `${uri}/gone.wav`], env);
    assert.match(missing.err, /^Error: Cannot read s3:.*gone\.wav/m);
    const away = { ...env, AWS_SECRET_ACCESS_KEY: "wrong-letters" };
    const refused = await runTask("predict", ["--model", model, "--skip-bad", uri], away);
    assert.equal(refused.code, 1);
    assert.doesNotMatch(refused.err, /Skipped/);
  },
);
