import { ReadOnlyDatabase } from "../../postgres/read_only_database.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import type { TableOptions } from "../manifest/table_columns.ts";
import { describeClip } from "./describe_clip.ts";
import { MAX_SOURCE_BYTES } from "./limits.ts";
import { addressedEntries } from "./postgres_addresses.ts";
import { readAudio, type RelationAudio } from "./postgres_audio.ts";
import { findRoles, type RelationRoles } from "./postgres_columns.ts";
import {
  describeRelation,
  type Relation,
  relationError,
  relationName,
} from "./postgres_relation.ts";
import { listRows, type RelationRow } from "./postgres_rows.ts";
import type { DatasetSource, SourceEntry } from "./source.ts";

/** How a relation is read. */
export interface PostgresSourceOptions extends TableOptions {
  /** Where relative paths in a column start; DATA_BASE_DIR. */
  dataBaseDir?: string | undefined;
  /** Wait before a lost connection is tried again for the first time, in ms. */
  retryDelayMs?: number | undefined;
}

/** What the user calls the database's address. */
const SETTING = "the source's address";

const ADVICE = {
  ECONNREFUSED: `Check host and port in ${SETTING}, and that the server runs`,
  "25006": "A query may only read",
  "3D000": `Name another database in ${SETTING}`,
  "42501": "Let the owner of the table grant this user SELECT on it",
  "42601": "Give one SELECT (--query)",
  "42P01": "Check its name, with its schema where that is not searched: schema.table",
  "57014": "Give its rows an index by their ids, or choose fewer (--query)",
};

/**
 * Clips from a table, a view or a SELECT in Postgres: with the audio in a column of bytes, or with a column
 * that says where it lies, see `findRoles()`. The transactions that read it can change nothing.
 *
 * @param url `postgresql://user:password@host:5432/name`; the password is told to nobody else.
 * @throws {Error} if it is no such address, there is no such table or it has no such columns.
 */
export async function openPostgresSource(
  url: string,
  relation: Relation,
  { retryDelayMs, dataBaseDir, ...options }: PostgresSourceOptions = {},
): Promise<DatasetSource> {
  const database = new ReadOnlyDatabase(url, { setting: SETTING, advice: ADVICE, retryDelayMs });
  const roles = await rolesOf(database, relation, options);
  const name = "table" in relation ? relation.table : "query";
  const uri = `${redactUri(url)}/${name}`;
  return {
    name,
    async entries() {
      const { audio } = roles;
      const rows = await listRows(database, relation, roles);
      return audio
        ? rows.map((row) => toEntry(row, database, { relation, ...audio }, uri))
        : await addressedEntries(rows, relationName(relation), dataBaseDir);
    },
  };
}

async function rolesOf(
  database: ReadOnlyDatabase,
  relation: Relation,
  options: TableOptions,
): Promise<RelationRoles> {
  const described = await describeRelation(database, relation);
  try {
    return findRoles(described, options);
  } catch (cause) {
    throw relationError(relation, cause);
  }
}

function toEntry(
  { id, sample, md5, bytes }: RelationRow,
  database: ReadOnlyDatabase,
  audio: RelationAudio,
  uri: string,
): SourceEntry {
  return {
    ...describeClip({ ...sample, id }),
    uri: `${uri}/${encodeURIComponent(id)}`,
    sourceSha256: undefined, // the table's word for it cannot be checked
    bytes: bytes ?? undefined,
    version: md5 ?? "",
    read: () => readAudio(database, audio, id, md5 ?? "", MAX_SOURCE_BYTES),
  };
}
