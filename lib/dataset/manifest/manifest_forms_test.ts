import assert from "node:assert/strict";
import fc from "fast-check";
import { csvManifest, parseCsvManifest } from "./csv_manifest.ts";
import { jsonManifest, parseJsonManifest } from "./json_manifest.ts";
import type { ListedManifest } from "./listed_manifest.ts";
import type { Manifest } from "./manifest.ts";
import { parquetManifest, parseParquetManifest } from "./parquet_manifest.ts";
import { anyManifest } from "./test_manifests.ts";

/** Without fields that are there and have no value. */
const plain = ({ dataset_info, samples }: Manifest): unknown =>
  JSON.parse(JSON.stringify({ dataset_info, samples }));

/** Parquet is read in a worker, which takes a while to start. */
const RUNS: Record<string, number> = { Parquet: 15 };

const FORMS: Record<string, (manifest: Manifest) => ListedManifest | Promise<ListedManifest>> = {
  JSON: (manifest) => parseJsonManifest(jsonManifest(manifest), "m.json"),
  CSV: (manifest) => parseCsvManifest(csvManifest(manifest), "m.csv"),
  Parquet: (manifest) => parseParquetManifest(parquetManifest(manifest), "m.parquet"),
};

for (const [form, copy] of Object.entries(FORMS)) {
  Deno.test(`a manifest written in ${form} and read again is the same`, async () => {
    await fc.assert(
      fc.asyncProperty(anyManifest, async (manifest) => {
        assert.deepEqual(plain(await copy(manifest)), plain(manifest));
      }),
      { numRuns: RUNS[form] ?? 100 },
    );
  });
}
