import pRetry from "p-retry";
import { databasePlace } from "../postgres/database_place.ts";
import { mayPass } from "../postgres/postgres_error.ts";
import { type Client, withClient } from "../postgres/with_client.ts";
import { databaseError, SETTING } from "./database_error.ts";
import { migrate } from "./migrate.ts";

/** A database with this project's tables. */
export interface Database {
  /**
   * Does the work in one transaction: all of it is there afterwards, or nothing. Where the connection is
   * lost, all of it is done again, so that it must do no harm when done twice.
   *
   * @throws {Error} in one line with what to do.
   */
  write(work: (client: Client) => Promise<void>): Promise<void>;
}

/** How patient a write is. */
export interface DatabaseOptions {
  /** Wait before the second of six attempts, 500 by default; twice as long before each further one. */
  retryDelayMs?: number;
}

/** Few where a person waits for the answer: 3.5 s in all. */
const OPEN_RETRIES = 3;
/** As many as a server needs to start again: 15.5 s in all. */
const WRITE_RETRIES = 5;

/**
 * Makes or updates the tables of a database, and says by that whether it can be used.
 *
 * @param url `postgresql://user:password@host:5432/name`, with `?sslmode=verify-full` where the server wants TLS.
 * @throws {Error} in one line with what to do if it cannot be used; the password is not in it.
 */
export async function openDatabase(
  url: string,
  { retryDelayMs = 500 }: DatabaseOptions = {},
): Promise<Database> {
  const place = databasePlace(url, SETTING);
  const write = async (work: (client: Client) => Promise<void>, retries: number) => {
    try {
      await pRetry(() => withClient(url, (client) => inTransaction(client, work)), {
        retries,
        minTimeout: retryDelayMs,
        factor: 2,
        shouldRetry: ({ error }) => mayPass(error),
      });
    } catch (cause) {
      throw databaseError(place, cause);
    }
  };
  await write(migrate, OPEN_RETRIES);
  return { write: (work) => write(work, WRITE_RETRIES) };
}

/** What was begun and not committed goes with the connection, see {@linkcode withClient}. */
async function inTransaction(client: Client, work: (client: Client) => Promise<void>) {
  await client.query("BEGIN");
  await work(client);
  await client.query("COMMIT");
}
