import pRetry from "p-retry";
// @ts-types="@types/pg"
import { Client, Pool, type PoolClient } from "pg";
import { databasePlace } from "./database_place.ts";
import { type Advice, mayPass, postgresError } from "./postgres_error.ts";

/** Few: a server has some hundred for everybody. */
const CONNECTIONS = 4;
/** When nobody has used a connection for so long, it is closed. */
const IDLE_MS = 2_000;
/** Time to wait for a connection to a server; for a turn at one of ours there is no limit. */
const CONNECT_MS = 10_000;
/** Time that a statement may take at the server. */
const STATEMENT_MS = 10 * 60_000;
/** A connection that nobody answers any more would wait for ever. */
const ANSWER_MS = STATEMENT_MS + 60_000;
/** As many as a server needs to start again: 15.5 s in all. */
const RETRIES = 5;
/** Rows that are fetched at once. */
const BATCH = 1000;

const BEGIN = `BEGIN READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_MS}`;

/** What it is called in messages, and how patient it is. */
export interface ReadOnlyDatabaseOptions {
  /** What gave the address, for messages: DATABASE_URL. */
  setting: string;
  /** What to do about errors, by their codes. */
  advice: Advice;
  /** Wait before the second of six attempts, 500 by default; twice as long before each further one. */
  retryDelayMs?: number | undefined;
}

/** A database in which nothing can be changed, over a few connections that close when they are not used. */
export class ReadOnlyDatabase {
  /** Which it is, in words that may be shown. */
  readonly place: string;
  readonly #pool: Pool;
  readonly #options: ReadOnlyDatabaseOptions;

  /**
   * @param url `postgresql://user:password@host:5432/name`.
   * @throws {Error} if it is no such address. Nothing is asked of the server yet.
   */
  constructor(url: string, options: ReadOnlyDatabaseOptions) {
    this.place = databasePlace(url, options.setting);
    this.#options = options;
    this.#pool = new Pool({
      Client: ImpatientClient,
      connectionString: url,
      max: CONNECTIONS,
      idleTimeoutMillis: IDLE_MS,
      allowExitOnIdle: true,
      query_timeout: ANSWER_MS,
      application_name: "yamnet-kit",
      keepAlive: true,
    });
    this.#pool.on("error", () => {}); // cut while idle: the next work gets another connection
  }

  /**
   * Does some reading in one transaction. Where the connection is lost, all of it is done again.
   *
   * @param what What is read, for messages: `the table "clips"`.
   * @throws {Error} in one line with what to do.
   */
  async read<Result>(what: string, work: (reader: Reader) => Promise<Result>): Promise<Result> {
    const { retryDelayMs = 500, setting, advice } = this.#options;
    try {
      return await pRetry(() => this.#inTransaction(work), {
        retries: RETRIES,
        minTimeout: retryDelayMs,
        factor: 2,
        shouldRetry: ({ error }) => mayPass(error),
      });
    } catch (cause) {
      const failed = `Cannot read ${what} of the database ${this.place}`;
      throw postgresError(failed, cause, setting, advice);
    }
  }

  async #inTransaction<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let isUsable = false;
    try {
      await client.query(BEGIN);
      const result = await work(new Reader(client));
      await client.query("COMMIT");
      isUsable = true;
      return result;
    } finally {
      client.release(!isUsable);
    }
  }
}

/** A transaction that can change nothing. */
export class Reader {
  readonly #client: PoolClient;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** The names and types (by number) of the columns that an answer has. */
  async columns(question: string): Promise<{ name: string; type: number }[]> {
    const { fields } = await this.#client.query(extended(question));
    return fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  }

  /** All rows of an answer; `$1` in the question stands for the first value. */
  async rows(question: string, values: unknown[] = []): Promise<unknown[][]> {
    return (await this.#client.query<unknown[]>(extended(question, values))).rows;
  }

  /** The rows of a long answer, fetched as they are asked for, of one moment of the database. */
  async *stream(question: string): AsyncIterable<unknown[]> {
    await this.rows(`DECLARE rows NO SCROLL CURSOR FOR ${question}`);
    for (let count = BATCH; count === BATCH;) {
      const rows = await this.rows(`FETCH ${BATCH} FROM rows`);
      yield* rows;
      count = rows.length;
    }
    await this.rows("CLOSE rows");
  }
}

/** By the extended protocol a server takes one statement only, whatever its text. */
function extended(text: string, values: unknown[] = []) {
  return { text, values, queryMode: "extended", rowMode: "array" as const };
}

/** A pool's own limit of this kind would also count the waiting for a turn. */
class ImpatientClient extends Client {
  constructor(config: ConstructorParameters<typeof Client>[0] & object = {}) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MS });
    this.on("error", () => {}); // cut between two queries: the next one fails with it
  }
}
