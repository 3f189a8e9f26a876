import assert from "node:assert/strict";
import { type PostgresService, startPostgres } from "../services/start_postgres.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { openDatabase } from "./database.ts";
import { recordSamples } from "./record_samples.ts";
import { ask, makeTestDatabase } from "./test_database.ts";
import { testDataset } from "./test_evaluation.ts";

const NEEDS = ["databaseUrl"] as const;
const MIGRATIONS = "SELECT number, name FROM schema_migration ORDER BY number";
const ALL = [
  { number: 1, name: "0001_predictions.sql" },
  { number: 2, name: "0002_sample_by_audio.sql" },
];

defineServiceTest(
  "openDatabase() makes the tables once, however often",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    for (let time = 0; time < 2; time++) {
      await openDatabase(url);
      assert.deepEqual(await ask(url, MIGRATIONS), ALL);
    }
  },
);

defineServiceTest(
  "openDatabase() makes the tables once for many at once",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    await Promise.all(Array.from({ length: 8 }, () => openDatabase(url)));
    assert.deepEqual(await ask(url, MIGRATIONS), ALL);
  },
);

defineServiceTest(
  "openDatabase() brings an older version's tables up to date, with what is in them",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    await ask(
      url,
      await Deno.readTextFile(new URL("migrations/0001_predictions.sql", import.meta.url)),
    );
    await ask(
      url,
      `CREATE TABLE schema_migration (number integer PRIMARY KEY, name text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO schema_migration VALUES (1, '0001_predictions.sql');
      INSERT INTO dataset (name, data_hash) VALUES ('yard', repeat('0', 64))`,
    );
    const database = await openDatabase(url);
    assert.deepEqual(await ask(url, MIGRATIONS), ALL);
    await recordSamples(database, testDataset(2));
    assert.deepEqual(await ask(url, "SELECT name FROM dataset ORDER BY dataset_id"), [
      { name: "yard" },
      { name: "dogs-and-rain" },
    ]);
  },
);

defineServiceTest(
  "openDatabase() leaves a newer version's tables alone",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    await openDatabase(url);
    await ask(url, "INSERT INTO schema_migration VALUES (99, '0099_later.sql')");
    await assert.rejects(
      openDatabase(url),
      /version 99 and this program knows 2: use a newer one$/,
    );
  },
);

defineServiceTest(
  "openDatabase() says which part of the address is wrong",
  NEEDS,
  async (services) => {
    const wrong = (change: Partial<URL>) =>
      Object.assign(new URL(services.databaseUrl), change).href;
    const { host } = new URL(services.databaseUrl);
    await assert.rejects(openDatabase(wrong({ password: "not-it" })), {
      message:
        `Cannot use the database yamnet_kit at ${host} as yamnet_kit: password authentication failed for user "yamnet_kit". ` +
        "Check user and password in DATABASE_URL",
    });
    await assert.rejects(openDatabase(wrong({ pathname: "nowhere" })), {
      message:
        `Cannot use the database nowhere at ${host} as yamnet_kit: database "nowhere" does not exist. ` +
        "Create that database, or name another in DATABASE_URL",
    });
  },
);

defineServiceTest(
  "openDatabase() says who must let this user make tables",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const { host, pathname } = new URL(url);
    const name = pathname.slice(1);
    await ask(url, `ALTER DATABASE ${name} SET search_path = information_schema`); // another user's
    await assert.rejects(openDatabase(url), {
      message:
        `Cannot use the database ${name} at ${host} as yamnet_kit: permission denied for schema information_schema. ` +
        "Let the owner of the database grant this user CREATE on it and on its schema",
    });
  },
);

defineServiceTest(
  "write() does all of it again when the connection is lost",
  NEEDS,
  async (services) => {
    const url = await makeTestDatabase(services.databaseUrl);
    const database = await openDatabase(url);
    await ask(url, "CREATE TABLE numbers (number integer)");
    let attempts = 0;
    await database.write(async (client) => {
      await client.query("INSERT INTO numbers VALUES (1)");
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      if (++attempts === 1) await ask(url, `SELECT pg_terminate_backend(${rows[0]?.pid}, 5000)`);
      await client.query("INSERT INTO numbers VALUES (2)");
    });
    assert.equal(attempts, 2);
    const expected = [{ number: 1 }, { number: 2 }];
    assert.deepEqual(await ask(url, "SELECT number FROM numbers ORDER BY number"), expected);
  },
);

defineServiceTest("write() goes on when the server comes back", NEEDS, async () => {
  const folder = await makeTempDir();
  const first = await startPostgres({ folder, databases: ["clips"] });
  const url = first.databaseUrl("clips");
  const database = await openDatabase(url);
  await ask(url, "CREATE TABLE numbers (number integer)");
  let restarted: Promise<PostgresService> | undefined;
  await database.write(async (client) => {
    await client.query("INSERT INTO numbers VALUES (1)");
    if (restarted) return;
    await first.stop();
    restarted = startPostgres({ folder, databases: [], port: Number(new URL(url).port) });
    await client.query("INSERT INTO numbers VALUES (2)");
  });
  await using _second = await restarted;
  assert.deepEqual(await ask(url, "SELECT number FROM numbers"), [{ number: 1 }]);
});

defineServiceTest("write() leaves nothing where the server is gone for good", NEEDS, async () => {
  const options = { folder: await makeTempDir(), databases: ["clips"] };
  const first = await startPostgres(options);
  const url = first.databaseUrl("clips");
  const database = await openDatabase(url, { retryDelayMs: 1 });
  await ask(url, "CREATE TABLE numbers (number integer)");
  const writing = database.write(async (client) => {
    await client.query("INSERT INTO numbers VALUES (1)");
    await first.stop();
    await client.query("INSERT INTO numbers VALUES (2)");
  });
  const { host, port } = new URL(url);
  await assert.rejects(writing, {
    message:
      `Cannot use the database clips at ${host} as yamnet_kit: connect ECONNREFUSED 127.0.0.1:${port}. ` +
      "Start Postgres (deno task services), or unset DATABASE_URL to do without",
  });
  await using second = await startPostgres(options);
  assert.deepEqual(await ask(second.databaseUrl("clips"), "SELECT number FROM numbers"), []);
});
