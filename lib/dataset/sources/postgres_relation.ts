// @ts-types="@types/pg"
import { escapeIdentifier, escapeLiteral } from "pg";
import type { ReadOnlyDatabase } from "../../postgres/read_only_database.ts";

/** What is read: a table (or view) by its name, `schema.name` or `name`; or the answer to one SELECT. */
export type Relation = { table: string } | { query: string };

/** A column, and whether it holds bytes. */
export interface RelationColumn {
  name: string;
  isBytes: boolean;
}

/** What is known of a relation before any row is read. */
export interface DescribedRelation {
  columns: RelationColumn[];
  /** The column that is its primary key; `undefined` where it has none, or one of several columns. */
  primaryKey: string | undefined;
}

/** Number of the type in every Postgres. */
const BYTEA = 17;

/** The words of SQL for a relation: nothing in a table's name is any other word. */
export function relationSql(relation: Relation): string {
  if ("table" in relation) return tableSql(relation.table);
  // The line's end is for a comment at the query's end.
  return `(${relation.query.replace(/[;\s]+$/, "")}\n)`;
}

/** What it is called in messages. */
export function relationName(relation: Relation): string {
  return "table" in relation ? `the table "${relation.table}"` : "the query";
}

/** An error about what a relation holds. */
export function relationError(relation: Relation, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Cannot read ${relationName(relation)}: ${reason}`);
}

/** @throws {Error} if there is no such table, or the query is none or would change something. */
export async function describeRelation(
  database: ReadOnlyDatabase,
  relation: Relation,
): Promise<DescribedRelation> {
  return await database.read(relationName(relation), async (reader) => {
    const columns = await reader.columns(
      `SELECT * FROM ${relationSql(relation)} AS source LIMIT 0`,
    );
    const key = "table" in relation
      ? await reader.rows(primaryKeySql(tableSql(relation.table)))
      : [];
    return {
      columns: columns.map(({ name, type }) => ({ name, isBytes: type === BYTEA })),
      primaryKey: key.length === 1 ? String(key[0]?.[0]) : undefined,
    };
  });
}

function tableSql(table: string): string {
  return table.split(".").map((part) => escapeIdentifier(part)).join(".");
}

function primaryKeySql(table: string): string {
  return `SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
    WHERE indrelid = to_regclass(${escapeLiteral(table)}) AND indisprimary`;
}
