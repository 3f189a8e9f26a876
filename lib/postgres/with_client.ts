// @ts-types="@types/pg"
import { Client } from "pg";

/** Time to wait for a connection. */
const CONNECT_MS = 10_000;
/** Time that a statement may take: on a connection that nobody answers any more, it would wait for ever. */
const STATEMENT_MS = 60_000;

/**
 * Does some work over a connection of its own to a Postgres database, and closes it.
 *
 * @param url `postgresql://user:password@host:5432/name`.
 * @throws what the server or the network says, see `postgres_error.ts`.
 */
export async function withClient<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: "yamnet-kit",
    keepAlive: true,
  });
  client.on("error", () => {}); // cut between two queries: the next one fails with it
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

export type { Client };
