import { withClient } from "../postgres/with_client.ts";

/** For tests: the address of a new empty database beside the given one. */
export async function makeTestDatabase(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  url.pathname = name;
  await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  return url.href;
}

/** For tests: the rows that answer a question. */
export async function ask(url: string, question: string): Promise<Row[]> {
  return await withClient(url, async (client) => (await client.query<Row>(question)).rows);
}

/** A row as `pg` reads it. */
export type Row = Record<string, unknown>;
