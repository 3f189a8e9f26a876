import assert from "node:assert/strict";
import { ask, makeTestDatabase } from "../lib/database/test_database.ts";
import { summarizeDataset } from "../lib/dataset/summary/dataset_summary.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { tone } from "../lib/dataset/test_clips.ts";
import { withClient } from "../lib/postgres/with_client.ts";
import { withS3 } from "../lib/services/test_s3.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { runTask } from "./test_task.ts";

const TABLE =
  "CREATE TABLE clips (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), label text, wav bytea)";

async function makeTable(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(TABLE);
    for (const [label, pitchHz] of [["low", 200], ["low", 210], ["high", 2000]] as const) {
      await client.query("INSERT INTO clips (label, wav) VALUES ($1, $2)", [label, tone(pitchHz)]);
    }
  });
}

defineServiceTest(
  "dataset goes from a table to a bucket, with rows in a second database, and tells no password",
  ["s3", "databaseUrl"],
  async ({ s3, databaseUrl }) => {
    const source = await makeTestDatabase(databaseUrl);
    await makeTable(source);
    const out = `s3://datasets/${crypto.randomUUID()}`;
    const env = {
      DATASET_SOURCE: source,
      DATABASE_URL: await makeTestDatabase(databaseUrl),
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    };
    const { code, out: printed, err } = await runTask(
      "dataset",
      ["--table", "clips", "--out", out],
      env,
    );
    assert.equal(code, 0, err);
    await withS3(s3, async () => {
      const { classes, dataHash } = summarizeDataset(await readStoredDataset(out));
      assert.deepEqual(classes, {
        high: { clips: 1, recordings: 1 },
        low: { clips: 2, recordings: 2 },
      });
      const rows = await ask(
        env.DATABASE_URL,
        `SELECT label, count(*)::integer AS clips, min(data_hash) AS data_hash
        FROM dataset JOIN sample USING (dataset_id) JOIN sample_label USING (sample_id)
        GROUP BY label ORDER BY label`,
      );
      assert.deepEqual(rows, [
        { label: "high", clips: 1, data_hash: dataHash },
        { label: "low", clips: 2, data_hash: dataHash },
      ]);
      const store = await openStore(out);
      const files = await Array.fromAsync(store.list());
      const texts = await Promise.all(
        files.map(async ({ path }) =>
          new TextDecoder("latin1").decode(await new Response(store.read(path)).bytes())
        ),
      );
      const { host, pathname, password } = new URL(source);
      assert.ok(texts.some((text) => text.includes(`postgresql://${host}${pathname}/clips/`)));
      for (const text of [...texts, printed, err]) assert.ok(!text.includes(password));
    });
  },
);

defineServiceTest(
  "dataset says what it wants of a database",
  ["databaseUrl"],
  async ({ databaseUrl }) => {
    const source = await makeTestDatabase(databaseUrl);
    await makeTable(source);
    const cases: [string[], RegExp][] = [
      [
        [],
        /^Error: Of a database, wanted either a table \(--table NAME\) or a query \(--query SQL\)\n$/,
      ],
      [["--table", "clips; DROP TABLE clips"], /relation "clips; DROP TABLE clips" does not exist/],
      [
        ["--query", "DROP TABLE clips"],
        /syntax error at or near "TABLE"\. Give one SELECT \(--query\)\n$/,
      ],
    ];
    for (const [args, expected] of cases) {
      const out = `${await Deno.makeTempDir()}/dataset`;
      const { code, err } = await runTask("dataset", ["--out", out, ...args], {
        DATASET_SOURCE: source,
      });
      assert.equal(code, 1);
      assert.match(err, expected);
      assert.ok(!err.includes(new URL(source).password));
      await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
    }
    assert.equal((await ask(source, "SELECT FROM clips")).length, 3);
  },
);
