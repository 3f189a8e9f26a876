import assert from "node:assert/strict";
import { splitSamples } from "../dataset/splits/split_samples.ts";
import { copyClips } from "../dataset/stored/copy_clips.ts";
import { readStoredDataset } from "../dataset/stored/stored_dataset.ts";
import { makeStoredDataset } from "../dataset/stored/stored_dataset_test_data.ts";
import { validateDataset } from "../dataset/stored/validate_dataset.ts";
import { writeManifests } from "../dataset/manifest/write_manifests.ts";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { uploadFolder } from "../storage/upload_folder.ts";
import { checkDataset } from "./check_dataset.ts";
import { writeDatasetReport } from "./write_dataset_report.ts";

defineServiceTest(
  "A dataset in S3 is validated, checked with a report, divided and copied as one here is",
  ["s3"],
  async ({ s3 }) => {
    await withS3(s3, () =>
      withEmptyCache(async () => {
        const clips = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`dog/${i}`, {}]));
        const here = await makeStoredDataset(clips);
        const uri = `s3://datasets/${crypto.randomUUID()}`;
        await uploadFolder(here, await openStore(`${uri}/a`));
        const dataset = await readStoredDataset(`${uri}/a`);
        assert.equal(dataset.dataHash, (await readStoredDataset(here)).dataHash);

        const found = await checkDataset(`${uri}/a`, dataset, { nearDuplicates: "logmel" });
        await writeDatasetReport(dataset, found);
        const { problems, strays } = await validateDataset(dataset);
        assert.deepEqual([problems, strays], [[], []]);
        assert.ok(((await dataset.store.stat("report.html"))?.bytes ?? 0) > 1_000_000);

        const target = await openStore(`${uri}/b`);
        const samples = splitSamples(dataset.manifest.samples, dataset.clips, {
          folds: 3,
          seed: 1,
        });
        await copyClips(dataset, target);
        await writeManifests(target, { ...dataset.manifest, samples });
        const copy = await readStoredDataset(`${uri}/b/manifest.parquet`);
        assert.deepEqual((await validateDataset(copy)).problems, []);
        assert.equal(new Set(copy.clips.map(({ fold }) => fold)).size, 3);

        await target.remove("audio/dog/3.wav");
        const [problem, ...others] = (await validateDataset(copy)).problems;
        assert.deepEqual([problem?.file, others.length], ["audio/dog/3.wav", 0]);
      }));
  },
);
