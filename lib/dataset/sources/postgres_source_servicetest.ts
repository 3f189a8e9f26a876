import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { ask, makeTestDatabase } from "../../database/test_database.ts";
import { ReadOnlyDatabase } from "../../postgres/read_only_database.ts";
import { withClient } from "../../postgres/with_client.ts";
import { defineServiceTest } from "../../services/test_services.ts";
import { readAudio } from "./postgres_audio.ts";
import type { Relation } from "./postgres_relation.ts";
import { openPostgresSource, type PostgresSourceOptions } from "./postgres_source.ts";
import type { SourceEntry } from "./source.ts";

const TABLE = `CREATE TABLE clips (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, filename text, category text, fold integer,
  wav bytea)`;
const INSERT = "INSERT INTO clips (filename, category, fold, wav) VALUES ($1, $2, $3, $4)";

/** A row's audio: it need not be any to be listed and read. */
const audioOf = (index: number) => Uint8Array.from({ length: 5000 }, (_, i) => (i * index) % 256);

/** A test with a database that has a table of twelve clips. */
function definePostgresTest(name: string, run: (url: string) => Promise<void>): void {
  defineServiceTest(name, ["databaseUrl"], async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    await withClient(url, async (client) => {
      await client.query(TABLE);
      for (let index = 1; index <= 12; index++) {
        const [filename, category] = [`1-${index}-A-0.wav`, index % 2 ? "dog" : "rain"];
        await client.query(INSERT, [filename, category, index % 5, audioOf(index)]);
      }
    });
    await run(url);
  });
}

async function list(
  url: string,
  relation: Relation,
  options?: PostgresSourceOptions,
): Promise<SourceEntry[]> {
  return await (await openPostgresSource(url, relation, options)).entries();
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(() => "no error", (error: Error) => error.message);
}

const placeOf = (url: string) => {
  const { pathname, host } = new URL(url);
  return `${pathname.slice(1)} at ${host} as yamnet_kit`;
};

definePostgresTest(
  "openPostgresSource() lists a table's rows and reads their audio",
  async (url) => {
    const { name, entries } = await openPostgresSource(url, { table: "clips" });
    assert.equal(name, "clips");
    const listed = await entries();
    assert.deepEqual(listed.map(({ id }) => id), Array.from({ length: 12 }, (_, i) => `${i + 1}`));
    const { host, pathname } = new URL(url);
    assert.deepEqual({ ...listed[2], read: undefined, version: "" }, {
      id: "3",
      originalFile: "1-3-A-0.wav",
      uri: `postgresql://${host}${pathname}/clips/3`,
      labels: ["dog"],
      recording: "3",
      fold: 3,
      split: undefined,
      licence: "CC-BY-3.0",
      attribution: "https://freesound.org/s/3/ by way of ESC-50 (K. J. Piczak)",
      segment: undefined,
      sourceSha256: undefined,
      bytes: 5000,
      version: "",
      read: undefined,
    });
    const read = await Promise.all(listed.map((entry) => entry.read()));
    assert.deepEqual(read, listed.map((_, index) => audioOf(index + 1)));
  },
);

definePostgresTest(
  "openPostgresSource() reads views, schemas and queries, by an id of any type",
  async (url) => {
    await ask(url, `CREATE SCHEMA "Odd ""names"`);
    await ask(
      url,
      `CREATE VIEW "Odd ""names"."My clips" AS SELECT md5(number::text)::uuid AS id, wav AS "the "" audio",
      category AS tag FROM clips`,
    );
    const options = { columns: { label: "tag" } };
    const ofView = await list(url, { table: `Odd "names.My clips` }, options);
    assert.equal(ofView.length, 12);
    const expected = new Set(Array.from({ length: 12 }, (_, index) => `${audioOf(index + 1)}`));
    assert.deepEqual(
      new Set(await Promise.all(ofView.map(async ({ read }) => `${await read()}`))),
      expected,
    );
    const query =
      `SELECT filename AS id, wav, category AS label, 0.5 AS start, 1 AS "end" FROM clips
    WHERE category = 'rain' -- the half of them; `;
    const ofQuery = await list(url, { query });
    assert.equal(ofQuery.length, 6);
    assert.deepEqual(ofQuery[0]?.segment, { startSeconds: 0.5, endSeconds: 1 });
    assert.deepEqual(await ofQuery[0]?.read(), audioOf(10));
  },
);

definePostgresTest("openPostgresSource() takes SQL in a table's name for a name", async (url) => {
  const names = [
    "clips; DROP TABLE clips",
    `clips"; DROP TABLE clips; --`,
    "clips'; DROP TABLE clips; --",
    "(SELECT 1)",
  ];
  for (const table of names) {
    assert.equal(
      await messageOf(openPostgresSource(url, { table })),
      `Cannot read the table "${table}" of the database ${
        placeOf(url)
      }: relation "${table}" does not exist. ` +
        "Check its name, with its schema where that is not searched: schema.table",
    );
  }
  assert.deepEqual(await ask(url, "SELECT count(*)::integer FROM clips"), [{ count: 12 }]);
});

definePostgresTest(
  "openPostgresSource() runs no query that writes, and none but one statement",
  async (url) => {
    await ask(
      url,
      `CREATE FUNCTION remove() RETURNS integer LANGUAGE sql AS 'DELETE FROM clips RETURNING 1'`,
    );
    const cases: [string, RegExp][] = [
      ["DELETE FROM clips RETURNING *", /syntax error/],
      [
        "WITH gone AS (DELETE FROM clips RETURNING *) SELECT * FROM gone",
        /must be at the top level/,
      ],
      [
        "SELECT *, number AS id FROM clips WHERE remove() = 1",
        /read-only transaction\. A query may only read$/,
      ],
      [
        "SELECT *, number AS id FROM clips WHERE set_config('transaction_read_only', 'off', false) = 'off' AND remove() = 1",
        /transaction read-write mode must be set before any query$/,
      ],
      [
        "SELECT 1) AS a; DROP TABLE clips; SELECT * FROM (SELECT 1",
        /cannot insert multiple commands.*Give one SELECT/,
      ],
      ["SELECT 1; DROP TABLE clips", /syntax error/],
      [
        "SELECT 1) AS a; COMMIT; DROP TABLE clips; SELECT * FROM (SELECT 1",
        /cannot insert multiple commands/,
      ],
      ["", /syntax error/],
      ["SELECT * FROM nowhere", /relation "nowhere" does not exist/],
    ];
    for (const [query, expected] of cases) {
      const message = await messageOf(list(url, { query }));
      assert.match(message, expected, `${query}: ${message}`);
      assert.match(message, /^Cannot read the query of the database /);
    }
    assert.deepEqual(await ask(url, "SELECT count(*)::integer FROM clips"), [{ count: 12 }]);
  },
);

definePostgresTest(
  "openPostgresSource() notices rows that change after they were listed",
  async (url) => {
    const [changed, gone, same] = await list(url, { table: "clips" });
    await ask(
      url,
      "UPDATE clips SET wav = '\\x00' WHERE number = 1; DELETE FROM clips WHERE number = 2",
    );
    for (const entry of [changed, gone]) {
      await assert.rejects(async () => await entry?.read(), {
        message: "it has changed meanwhile. Run the command again",
      });
    }
    assert.deepEqual(await same?.read(), audioOf(3));
  },
);

definePostgresTest(
  "openPostgresSource() says which rows cannot be told apart, or have no audio",
  async (url) => {
    await ask(url, "UPDATE clips SET wav = NULL WHERE number = 1");
    const [first] = await list(url, { table: "clips" });
    await assert.rejects(async () => await first?.read(), { message: "its wav is NULL" });
    const [twice] = await list(url, { query: "SELECT 7 AS id, wav, category FROM clips" });
    await assert.rejects(async () => await twice?.read(), { message: 'two rows have the id "7"' });
    await assert.rejects(list(url, { query: "SELECT NULL AS id, wav, category FROM clips" }), {
      message: "Cannot read the query: a row has no id",
    });
    await assert.rejects(list(url, { query: "SELECT wav, category FROM clips" }), {
      message:
        'Cannot read the query: wanted a column that tells its rows apart, but it has no primary key of one column, nor a column "id". Name one by --columns id=…',
    });
    await assert.rejects(list(url, { table: "clips" }, { columns: { audio: "sound" } }), {
      message:
        'Cannot read the table "clips": there is no column "sound"; there are: number, filename, category, fold, wav',
    });
  },
);

definePostgresTest("readAudio() puts large audio together from pieces", async (url) => {
  await ask(
    url,
    "UPDATE clips SET wav = decode(repeat('00ff07', 15000000), 'hex') WHERE number = 1",
  );
  const [first] = await list(url, { table: "clips" });
  assert.equal(first?.bytes, 45_000_000);
  const bytes = await first.read();
  assert.equal(bytes.length, 45_000_000);
  assert.deepEqual([...bytes.subarray(-3)], [0, 255, 7]);
});

definePostgresTest("readAudio() fetches no audio that is too large", async (url) => {
  const [first] = await list(url, { table: "clips" });
  const database = new ReadOnlyDatabase(url, { setting: "it", advice: {} });
  const column = { relation: { table: "clips" }, idColumn: "number", column: "wav" };
  const read = (maxBytes: number) =>
    readAudio(database, column, "1", first?.version ?? "", maxBytes);
  await assert.rejects(read(4999), {
    message: "it is larger than 4,999 bytes, which is the limit",
  });
  assert.deepEqual(await read(5000), audioOf(1));
});

definePostgresTest("openPostgresSource() goes on when its connections are cut", async (url) => {
  const { entries } = await openPostgresSource(url, { table: "clips" }, { retryDelayMs: 10 });
  const cut = () =>
    ask(
      url,
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  assert.equal((await cut()).length, 1);
  const listed = await entries();
  await Promise.all(listed.map(({ read }) => read()));
  assert.equal((await cut()).length, 4, "wanted few connections");
  let cuts = 0;
  const cutting = async () => {
    for (; cuts < 10; cuts++) {
      await cut();
      await delay(30);
    }
  };
  const reading = async () => {
    while (cuts < 10) {
      await entries();
      await Promise.all(listed.map(({ read }) => read()));
    }
  };
  await Promise.all([cutting(), reading()]);
});

definePostgresTest(
  "openPostgresSource() closes its connections, and tells no password",
  async (url) => {
    const others = () =>
      ask(
        url,
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    await list(url, { table: "clips" });
    for (let i = 0; (await others()).length > 0; i++) {
      assert.ok(i < 50, "a connection stays open");
      await delay(200);
    }
    const wrong = Object.assign(new URL(url), { password: "wrong-letters" }).href;
    const message = await messageOf(list(wrong, { table: "clips" }));
    assert.match(
      message,
      /password authentication failed.*Check user and password in the source's address$/,
    );
    assert.doesNotMatch(message, /wrong-letters/);
  },
);
