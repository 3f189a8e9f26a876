// @ts-types="@types/pg"
import { escapeIdentifier } from "pg";
import { z } from "zod";
import type { ReadOnlyDatabase } from "../../postgres/read_only_database.ts";
import type { ManifestSample } from "../manifest/manifest.ts";
import { versionSql } from "./postgres_audio.ts";
import type { RelationRoles } from "./postgres_columns.ts";
import { type Relation, relationError, relationName, relationSql } from "./postgres_relation.ts";

/** A row of a relation. */
export interface RelationRow {
  /** As text. */
  id: string;
  sample: ManifestSample;
  /** The MD5 of its audio, and how many bytes that has; NULL where it has none in the row. */
  md5: string | null;
  bytes: number | null;
}

const Row = z.tuple([z.string().nullable(), z.string().nullable(), z.number().nullable()])
  .rest(z.unknown());

/**
 * Lists the rows of a relation, those with ids in their order, with what the manifest needs of them and
 * nothing of their audio.
 *
 * @throws {Error} that names the relation and the row where a cell is wrong.
 */
export async function listRows(
  database: ReadOnlyDatabase,
  relation: Relation,
  { id, audio, needed, toSample }: RelationRoles,
): Promise<RelationRow[]> {
  const idSql = id === undefined ? undefined : escapeIdentifier(id);
  const columns = [
    idSql === undefined ? "NULL" : `${idSql}::text`,
    audio === undefined ? "NULL, NULL::integer" : versionSql(audio.column),
    ...needed.map((name) => escapeIdentifier(name)),
  ];
  const text = `SELECT ${columns} FROM ${relationSql(relation)} AS source
    ${idSql === undefined ? "" : `ORDER BY source.${idSql}`}`;
  const rows = await database.read(
    relationName(relation),
    async (reader) => await Array.fromAsync(reader.stream(text), (row) => Row.parse(row)),
  );
  try {
    return rows.map(([id, md5, bytes, ...cells], index) => {
      if (id === null && audio) throw new Error(`a row has no ${audio.idColumn}`);
      const name = id ?? String(index + 1);
      return { id: name, md5, bytes, sample: toSample(cells, name) };
    });
  } catch (cause) {
    throw relationError(relation, cause);
  }
}
