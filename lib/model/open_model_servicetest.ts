import assert from "node:assert/strict";
import { join } from "node:path";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { uploadFolder } from "../storage/upload_folder.ts";
import { openModel } from "./open_model.ts";
import { noise, smallDataset, smallHead, tinyBackbone } from "./test_parts.ts";
import { writeModelPackage } from "./write_model_package.ts";

defineServiceTest(
  "openModel() opens a package in S3, once copied from the cache",
  ["s3"],
  async ({ s3 }) => {
    const folder = join(await makeTempDir(), "model");
    await writeModelPackage(folder, {
      name: "three sounds",
      backbone: tinyBackbone(),
      head: smallHead(),
      dataset: smallDataset(),
    });
    using local = await openModel(folder, { workers: 1 });
    await withS3(s3, () =>
      withEmptyCache(async (cache) => {
        const uri = `s3://datasets/${crypto.randomUUID()}/model`;
        await uploadFolder(folder, await openStore(uri));
        using model = await openModel(uri, { workers: 1 });
        assert.equal(model.digest, local.digest);
        assert.deepEqual(model.trainedOn, local.trainedOn);
        const [here, there] = [
          await local.run({ waveform: noise() }),
          await model.run({ waveform: noise() }),
        ];
        assert.deepEqual(there.probabilities, here.probabilities);
        using file = await openModel(`${uri}/model.onnx`, { workers: 1 });
        assert.equal(file.digest, local.digest);

        const copies = () =>
          [...Deno.readDirSync(join(cache, "copies"))].filter((entry) => entry.isDirectory);
        assert.equal(copies().length, 2);
        using again = await openModel(uri, { workers: 1 });
        assert.equal(again.digest, local.digest);
        assert.equal(copies().length, 2);

        await assert.rejects(openModel(`${uri}-none`), {
          message: new RegExp(
            `^Cannot open the model ${uri}-none: .*there is no such file or folder$`,
          ),
        });
      }));
  },
);
