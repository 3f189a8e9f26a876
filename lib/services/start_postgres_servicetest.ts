import assert from "node:assert/strict";
import { join } from "node:path";
import postgres from "postgres";
import { makeTempDir } from "../storage/test_folder.ts";
import { freePorts } from "./ports.ts";
import { embeddedPrograms } from "./postgres_programs.ts";
import { startPostgres } from "./start_postgres.ts";
import { defineServiceTest } from "./test_services.ts";

/** Asks one question in a connection of its own. */
async function ask(url: string, question: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe(question);
  } finally {
    await sql.end();
  }
}

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
    assert.deepEqual([...await ask(second.databaseUrl("clips"), "SELECT number FROM kept")], [
      { number: 7 },
    ]);
  },
);

defineServiceTest(
  "startPostgres() does not wait for open connections",
  ["databaseUrl"],
  async () => {
    const service = await startPostgres({ folder: await makeTempDir(), databases: [] });
    const sql = postgres(service.address, { max: 1 });
    await sql`SELECT 1`;
    const startedMs = performance.now();
    await service.stop();
    assert.ok(performance.now() - startedMs < 5_000, "stopping took too long");
    await sql.end();
  },
);

defineServiceTest("Postgres wants the password", ["databaseUrl"], async ({ databaseUrl }) => {
  const url = new URL(databaseUrl);
  url.password = "wrong";
  await assert.rejects(ask(url.href, "SELECT 1"), /password authentication failed/);
});

defineServiceTest("npm's Postgres runs where the machine has none", ["databaseUrl"], async () => {
  const { postgres } = await embeddedPrograms();
  const { success, stdout } = await new Deno.Command(postgres, { args: ["--version"] }).output();
  assert.ok(success);
  assert.match(new TextDecoder().decode(stdout), /^postgres \(PostgreSQL\) 18\.4/);
});
