import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { uploadFolder } from "../storage/upload_folder.ts";
import { Manifest } from "./manifest/manifest.ts";
import { manifestFiles } from "./manifest/manifest_files.ts";
import { parquetManifest } from "./manifest/parquet_manifest.ts";
import { openListedSource } from "./sources/listed_source.ts";
import { openDataset } from "./open_dataset.ts";
import { filesIn, makeFolder, tone } from "./test_clips.ts";

/** A dataset as the replaced system has it, with something beside it that is none of its business. */
const FILES = {
  "dogs/dog/1.wav": tone(300),
  "dogs/dog/2.wav": tone(400),
  "dogs/other/large.bin": "x",
  "dogs/metadata.json": {
    samples: [
      { filepath: "dogs/dog/1.wav", label: "dog" },
      { filepath: "dogs/dog/2.wav", label: "dog" },
    ],
  },
};

/** A test with a folder's files here, and at a URI of their own in S3; told the cache's new folder. */
function defineS3Test(
  name: string,
  run: (folder: string, uri: string, cache: string) => Promise<void>,
): void {
  defineServiceTest(name, ["s3"], async ({ s3 }) => {
    await withS3(s3, () =>
      withEmptyCache(async (cache) => {
        const folder = await makeFolder(FILES);
        const uri = `s3://datasets/${crypto.randomUUID()}`;
        await uploadFolder(folder, await openStore(uri));
        await run(folder, uri, cache);
      }));
  });
}

defineS3Test(
  "openDataset() reads a dataset in S3, and copies only what its manifest names",
  async (folder, uri, cache) => {
    const here = await openDataset(join(folder, "dogs"));
    for (const place of [`${uri}/dogs`, `${uri}/dogs/`, `${uri}/dogs/metadata.json`]) {
      const { name, dataHash, samples } = await openDataset(place);
      assert.equal(name, "dogs");
      assert.equal(dataHash, here.dataHash);
      assert.deepEqual(samples.map(({ id }) => id), here.samples.map(({ id }) => id));
    }
    const copied = (await filesIn(join(cache, "copies"))).filter((path) => path.includes("dogs"));
    const [copy = ""] = copied;
    const root = copy.slice(0, copy.indexOf("dogs/"));
    assert.deepEqual(copied.map((path) => relative(root, path)), [
      "dogs/dog/1.wav",
      "dogs/dog/2.wav",
      "dogs/metadata.json",
    ]);
  },
);

defineS3Test(
  "openDataset() reads a dataset in S3 by its manifest in CSV or Parquet, with the same hash",
  async (folder, uri) => {
    const { dataHash } = await openDataset(join(folder, "dogs"));
    const samples = ["1.wav", "2.wav"].map((name) => ({ filepath: `dog/${name}`, label: "dog" }));
    const manifest = Manifest.parse({ dataset_info: { data_hash: dataHash }, samples });
    const store = await openStore(`${uri}/dogs`);
    await store.remove("metadata.json");
    for (const [name, bytes] of manifestFiles(manifest)) {
      await store.write(name, bytes);
      for (const place of [`${uri}/dogs`, `${uri}/dogs/${name}`]) {
        assert.equal((await openDataset(place)).dataHash, dataHash, place);
      }
      await store.remove(name);
    }
  },
);

defineS3Test(
  "openListedSource() finds a manifest's files in S3, many at once, and says which are not there",
  async (_, uri) => {
    const paths = ["1.wav", "2.wav", "gone.wav", "../up.wav"];
    const samples = paths.map((name) => ({ filepath: `dogs/dog/${name}`, label: "dog" }));
    const store = await openStore(uri);
    await store.write("list.parquet", parquetManifest(Manifest.parse({ samples })));
    const entries = await (await openListedSource(`${uri}/list.parquet`)).entries();
    assert.deepEqual(await entries[1]?.read(), tone(400));
    assert.equal(entries[1]?.uri, `${uri}/dogs/dog/2.wav`);
    assert.match(entries[1]?.version ?? "", /^3244 ./);
    await assert.rejects(async () => await entries[2]?.read(), {
      message: `${uri}/list.parquet, row 3: there is no "dogs/dog/gone.wav" in ${uri}`,
    });
    await assert.rejects(async () => await entries[3]?.read(), {
      message: /row 4: Cannot use the/,
    });
  },
);

defineS3Test(
  "openDataset() reads a manifest in S3 whose files are on this machine",
  async (folder, uri) => {
    const { samples } = await openDataset(`${uri}/dogs/metadata.json`, { dataBaseDir: folder });
    assert.equal(samples[0]?.path, join(folder, "dogs/dog/1.wav"));
  },
);

defineS3Test("openDataset() reads a plain folder of labels in S3", async (_, uri) => {
  const store = await openStore(uri);
  await store.remove("dogs/metadata.json");
  await store.remove("dogs/other/large.bin");
  const { labels, samples } = await openDataset(`${uri}/dogs`);
  assert.deepEqual(labels, ["dog"]);
  assert.equal(samples.length, 2);
});

defineS3Test("openDataset() says what is missing in S3", async (_, uri) => {
  await assert.rejects(openDataset(`${uri}/cats`), { message: /there is no such file or folder$/ });
  await assert.rejects(openDataset(`${uri}/cats.json`), { message: /there is no such file$/ });
  await (await openStore(uri)).remove("dogs/dog/2.wav");
  await assert.rejects(openDataset(`${uri}/dogs`), { message: /there is no "dog\/2\.wav"/ });
});
