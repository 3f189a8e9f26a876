import { join } from "node:path";
import { z } from "zod";
import type { Client } from "../postgres/with_client.ts";

const FOLDER = join(import.meta.dirname ?? "", "migrations");

/** Names this project's migrations among the advisory locks of a server: any number that is its own. */
const LOCK = 0x79616d; // "yam"

/** Of a database that may have had none yet. */
const APPLIED = `
  CREATE TABLE IF NOT EXISTS schema_migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
  SELECT coalesce(max(number), 0) AS applied FROM schema_migration`;
const Applied = z.object({ rows: z.tuple([z.object({ applied: z.int() })]) });

/**
 * Brings the tables of a database to what this version of the project needs: applies each migration that
 * it has not had, in their order. Others that do so at the same time wait.
 *
 * @param client In a transaction.
 * @throws {Error} if a newer version of the project has been at work there.
 */
export async function migrate(client: Client): Promise<void> {
  const migrations = await listMigrations();
  await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
  const [, result] = z.tuple([z.unknown(), Applied]).parse(await client.query(APPLIED));
  const [{ applied }] = result.rows;
  if (applied > migrations.length) {
    throw new Error(
      `its tables are of version ${applied} and this program knows ${migrations.length}: use a newer one`,
    );
  }
  for (const name of migrations.slice(applied)) {
    await client.query(await Deno.readTextFile(join(FOLDER, name)));
    await client.query("INSERT INTO schema_migration (number, name) VALUES ($1, $2)", [
      migrations.indexOf(name) + 1,
      name,
    ]);
  }
}

/** The files `0001_name.sql`, `0002_…`: each has its place in the order for its number. */
async function listMigrations(): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(FOLDER))).map(({ name }) => name).sort();
  const wrong = names.find((name, index) => Number(name.split("_")[0]) !== index + 1);
  if (wrong) throw new Error(`wanted migrations numbered without a gap, found ${wrong}`);
  return names;
}
