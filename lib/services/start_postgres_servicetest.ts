import assert from "node:assert/strict";
import { join } from "node:path";
import { ask } from "../database/test_database.ts";
import { withClient } from "../postgres/with_client.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { freePorts } from "./ports.ts";
import { embeddedPrograms } from "./postgres_programs.ts";
import { startPostgres } from "./start_postgres.ts";
import { defineServiceTest } from "./test_services.ts";

defineServiceTest(
  "startPostgres() keeps its data, also when it was killed",
  ["databaseUrl"],
  async () => {
    const [port = 0] = freePorts(1);
    const options = { folder: await makeTempDir(), port, databases: ["clips"] };
    const first = await startPostgres(options);
    await ask(first.databaseUrl("clips"), "CREATE TABLE kept AS SELECT 7 AS number");
    Deno.kill(first.pid, "SIGKILL"); // leaves its postmaster.pid
    await first.ended;
    assert.ok(await Deno.stat(join(options.folder, "cluster/data/postmaster.pid")));
    await using second = await startPostgres(options);
    assert.deepEqual(await ask(second.databaseUrl("clips"), "SELECT number FROM kept"), [
      { number: 7 },
    ]);
  },
);

defineServiceTest(
  "startPostgres() does not wait for open connections",
  ["databaseUrl"],
  async () => {
    const service = await startPostgres({ folder: await makeTempDir(), databases: [] });
    await withClient(service.address, async () => {
      const startedMs = performance.now();
      await service.stop();
      assert.ok(performance.now() - startedMs < 5_000, "stopping took too long");
    });
  },
);

defineServiceTest(
  "Postgres lets nobody who knows the password read files or run programs",
  ["databaseUrl"],
  async ({ databaseUrl }) => {
    const commands = [
      "SELECT pg_read_file('/etc/passwd')",
      "COPY (SELECT 1) TO PROGRAM 'cat'",
      "COPY (SELECT 1) TO '/tmp/x'",
      "CREATE ROLE other SUPERUSER",
    ];
    for (const command of commands) {
      await assert.rejects(ask(databaseUrl, command), /permission denied|must be superuser/);
    }
  },
);

defineServiceTest("Postgres wants the password", ["databaseUrl"], async ({ databaseUrl }) => {
  const url = new URL(databaseUrl);
  url.password = "wrong";
  await assert.rejects(ask(url.href, "SELECT 1"), /password authentication failed/);
});

defineServiceTest("startPostgres() takes npm's build as well", ["databaseUrl"], async () => {
  await using service = await startPostgres({
    folder: await makeTempDir(),
    databases: ["clips"],
    programs: await embeddedPrograms(),
  });
  const [row] = await ask(service.databaseUrl("clips"), "SHOW server_version");
  assert.deepEqual(row, { server_version: "18.4" });
});
