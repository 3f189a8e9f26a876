import assert from "node:assert/strict";
import { walkFiles } from "../storage/walk_files.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { withS3 } from "../services/test_s3.ts";
import { openStore } from "../storage/open_store.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { buildLogMel } from "./build_logmel.ts";
import { openBackbone } from "./open_backbone.ts";

defineServiceTest(
  "openBackbone() opens an ONNX file at S3, which it fetches once",
  ["s3"],
  async ({ s3 }) => {
    await withS3(s3, () =>
      withEmptyCache(async (cache) => {
        const folder = `s3://datasets/${crypto.randomUUID()}/models`;
        const address: `${string}.onnx` = `${folder}/own.onnx`;
        await assert.rejects(openBackbone(address), {
          message: `Cannot find ${address}: there is no such file or folder`,
        });
        await (await openStore(folder)).write("own.onnx", buildLogMel());
        const here = await openBackbone("logmel");
        for (let time = 1; time <= 2; time++) {
          assert.deepEqual(await openBackbone(address), here);
          const copies = (await Array.fromAsync(walkFiles(cache)))
            .filter((path) => path.endsWith("/own.onnx"));
          assert.equal(copies.length, 1);
        }
      }));
  },
);
