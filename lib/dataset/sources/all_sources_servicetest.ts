import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTestDatabase } from "../../database/test_database.ts";
import { withClient } from "../../postgres/with_client.ts";
import { withS3 } from "../../services/test_s3.ts";
import { defineServiceTest, type TestServices } from "../../services/test_services.ts";
import { DiskStore } from "../../storage/disk_store.ts";
import { openStore } from "../../storage/open_store.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { uploadFolder } from "../../storage/upload_folder.ts";
import { createDataset } from "../create_dataset.ts";
import { parseEsc50Name } from "../esc50.ts";
import { Manifest } from "../manifest/manifest.ts";
import { parquetManifest } from "../manifest/parquet_manifest.ts";
import { limitPerClass } from "../select_clips.ts";
import { readStoredDataset } from "../stored/stored_dataset.ts";
import { type DatasetSummary, summarizeDataset } from "../summary/dataset_summary.ts";
import { openSource, type OpenSourceOptions } from "./open_source.ts";
import { makeArchive } from "./test_archive.ts";

/** A clip of ESC-10, as a table describes it. */
interface Clip {
  filename: string;
  category: string;
  /** In the folder of all clips. */
  path: string;
  wav: Uint8Array<ArrayBuffer>;
}

/** Where the same clips and lists of them lie. */
interface Places {
  folder: string;
  /** A prefix of a bucket. */
  bucket: string;
  web: string;
  database: string;
}

async function readClips(archive: string, perClass: number): Promise<Clip[]> {
  const entries = limitPerClass(await (await openSource(archive)).entries(), perClass);
  return await Promise.all(entries.map(async ({ originalFile: filename, labels, read }) => {
    const [category = ""] = labels;
    return { filename, category, path: `clips/${category}/${filename}`, wav: await read() };
  }));
}

/** With a BOM, quotes, CRLF, names that are not ours and a column that is nobody's. */
function csvOf(clips: readonly Clip[], root: string): string {
  const rows = clips.map(({ path, category }) => `"${root}${path}",${category},"é, ""x"""`);
  return `\ufeff${["file_name,category,Notiz", ...rows].join("\r\n")}\r\n`;
}

function parquetOf(clips: readonly Clip[], root: string): Uint8Array<ArrayBuffer> {
  const samples = clips.map(({ path, category }) => ({ filepath: root + path, label: category }));
  return parquetManifest(Manifest.parse({ samples }));
}

/** In ESC-50's layout. */
async function archiveOf(clips: readonly Clip[]): Promise<Uint8Array<ArrayBuffer>> {
  const rows = clips.map(({ filename, category }) => {
    const { fold, recording } = parseEsc50Name(filename) ?? {};
    return `${filename},${fold},0,${category},True,${recording},A`;
  });
  const files = clips.map(({ filename, wav }) => [filename, wav]);
  return await makeArchive(rows, Object.fromEntries(files));
}

/** An archive, and lists of each kind: with relative paths, with those of S3, and with those of the web. */
async function writeFolder(clips: readonly Clip[], { folder, bucket, web }: Places): Promise<void> {
  const store = new DiskStore(folder);
  for (const { path, wav } of clips) await store.write(path, wav);
  await store.write("esc.zip", await archiveOf(clips));
  for (const [name, root] of [["near", ""], ["s3", `${bucket}/`], ["web", `${web}/`]] as const) {
    await store.write(`${name}.csv`, csvOf(clips, root));
    await store.write(`${name}.parquet`, parquetOf(clips, root));
  }
}

const TABLES = `
  CREATE TABLE clips (clip_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, filename text,
    category text, wav bytea);
  CREATE SCHEMA lists;
  CREATE TABLE lists.s3 (uri text, category text);
  CREATE TABLE lists.near (path text, tags text[])`;

async function writeTables(clips: readonly Clip[], { database, bucket }: Places): Promise<void> {
  await withClient(database, async (client) => {
    await client.query(TABLES);
    for (const { filename, category, path, wav } of clips) {
      const insert = "INSERT INTO clips (filename, category, wav) VALUES ($1, $2, $3)";
      await client.query(insert, [filename, category, wav]);
      await client.query("INSERT INTO lists.s3 VALUES ($1, $2)", [`${bucket}/${path}`, category]);
      await client.query("INSERT INTO lists.near VALUES ($1, ARRAY[$2])", [path, category]);
    }
  });
}

/** The clips in each place, as `--source` and its flags name them. */
function sourcesOf({ folder, bucket, web, database }: Places): [string, OpenSourceOptions][] {
  const query =
    "SELECT md5(filename) AS id, filename, upper(category) AS class, category, wav FROM clips";
  return [
    [join(folder, "clips"), {}],
    [`${bucket}/clips`, {}],
    [`${bucket}/esc.zip`, {}],
    [`${web}/esc.zip`, {}],
    ...[
      ...["near.csv", "near.parquet", "s3.csv", "web.csv"].map((name) => `${folder}/${name}`),
      ...["near.parquet", "s3.csv"].map((name) => `${bucket}/${name}`),
      ...["near.csv", "s3.parquet", "web.parquet"].map((name) => `${web}/${name}`),
    ].map((list): [string, OpenSourceOptions] => [list, {}]),
    [database, { table: "clips" }],
    [database, { table: "lists.s3" }],
    [database, { table: "lists.near", dataBaseDir: folder }],
    [database, { table: "lists.near", dataBaseDir: bucket }],
    [database, { query, columns: { label: "category" } }],
  ];
}

async function summaryOf(
  uri: string,
  options: OpenSourceOptions,
  limit?: number,
): Promise<DatasetSummary> {
  const out = join(await makeTempDir(), "dataset");
  const report = await createDataset(await openSource(uri, options), out, { limit });
  const summary = summarizeDataset(await readStoredDataset(out));
  assert.equal(summary.dataHash, report.dataHash);
  await Deno.remove(out, { recursive: true });
  return summary;
}

/** Serves a folder's files. */
async function serveFile(folder: string, request: Request): Promise<Response> {
  const path = decodeURIComponent(new URL(request.url).pathname);
  const file = await Deno.open(join(folder, path)).catch(() => undefined);
  return file ? new Response(file.readable) : new Response(null, { status: 404 });
}

/** Some of ESC-10's clips in all places; what they are in its archive comes first. */
async function compareSources(
  services: TestServices,
  perClass: number,
  choose: (sources: [string, OpenSourceOptions][]) => [string, OpenSourceOptions][],
): Promise<void> {
  const folder = await makeTempDir();
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => serveFile(folder, request),
  );
  const places = {
    folder,
    bucket: `s3://datasets/${crypto.randomUUID()}`,
    web: `http://127.0.0.1:${server.addr.port}`,
    database: await makeTestDatabase(services.databaseUrl),
  };
  await withS3(services.s3, async () => {
    const clips = await readClips("esc10", perClass);
    await writeFolder(clips, places);
    await uploadFolder(folder, await openStore(places.bucket));
    await writeTables(clips, places);
    const expected = await summaryOf("esc10", {}, perClass);
    assert.equal(expected.clips, clips.length);
    for (const [uri, options] of choose(sourcesOf(places))) {
      const summary = await summaryOf(uri, options);
      assert.deepEqual(summary, expected, `${uri} ${JSON.stringify(options)}`);
    }
  });
}

const NEEDS = ["s3", "databaseUrl"] as const;
const ASSETS = ["ESC-10-folds-1-4.zip"];

defineServiceTest(
  "Forty clips of ESC-10 give one dataset, whatever source they come from",
  NEEDS,
  (services) => compareSources(services, 4, (sources) => sources),
  ASSETS,
);

defineServiceTest(
  "All clips of ESC-10 give one dataset from the archive, a folder, a bucket and a table",
  NEEDS,
  (services) =>
    compareSources(
      services,
      1000, // more than there are
      (sources) =>
        sources.filter(([uri, { table }]) => uri.endsWith("/clips") || table === "clips"),
    ),
  ASSETS,
);
