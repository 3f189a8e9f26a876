import { createHash } from "node:crypto";
// @ts-types="@types/pg"
import { escapeIdentifier } from "pg";
import { z } from "zod";
import type { ReadOnlyDatabase } from "../../postgres/read_only_database.ts";
import { CHANGED } from "../../storage/file_changed.ts";
import { tooLarge } from "../../storage/read_bounded.ts";
import type { AudioColumn } from "./postgres_columns.ts";
import { type Relation, relationName, relationSql } from "./postgres_relation.ts";

/** Where the audio of a relation's rows is. */
export interface RelationAudio extends AudioColumn {
  relation: Relation;
}

/** `pg` takes values as text only: in base64 they are shorter, and are read faster, than as a server has them. */
const PIECE_BYTES = 32 * 1024 * 1024;

/** The length of a row's audio and a piece of it: nothing where it is NULL, no piece where it is too long. */
const Piece = z.tuple([
  z.number().nullable(),
  z.string().transform((base64) => Uint8Array.fromBase64(base64)).nullable(),
]);

/** SQL for the version and the length in bytes of a row's audio, without sending it. */
export function versionSql(audio: string): string {
  const column = escapeIdentifier(audio);
  return `md5(${column}), octet_length(${column})`;
}

/**
 * Reads the audio of one row.
 *
 * @param id Of the row, as text.
 * @param version The MD5 of the audio, as the server has told it.
 * @throws {Error} if there is no such row any more or more than one, if it has no audio or more than
 * `maxBytes`, or other audio than it had.
 */
export async function readAudio(
  database: ReadOnlyDatabase,
  audio: RelationAudio,
  id: string,
  version: string,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const [length, first] = await readPiece(database, audio, id, 0, maxBytes);
  if (length === null) throw new Error(`its ${audio.column} is NULL`);
  if (first === null) throw new Error(tooLarge(maxBytes));
  const bytes = new Uint8Array(length);
  bytes.set(first);
  for (let start = first.length; start < length;) {
    const [, piece] = await readPiece(database, audio, id, start, maxBytes);
    if (!piece || piece.length === 0 || start + piece.length > length) throw new Error(CHANGED);
    bytes.set(piece, start);
    start += piece.length;
  }
  if (createHash("md5").update(bytes).digest("hex") !== version) throw new Error(CHANGED);
  return bytes;
}

async function readPiece(
  database: ReadOnlyDatabase,
  { relation, idColumn, column: audio }: RelationAudio,
  id: string,
  start: number,
  maxBytes: number,
): Promise<z.output<typeof Piece>> {
  const column = escapeIdentifier(audio);
  const text = `SELECT octet_length(${column}), CASE WHEN octet_length(${column}) <= ${maxBytes}
      THEN encode(substring(${column} FROM ${start + 1} FOR ${PIECE_BYTES}), 'base64') END
    FROM ${relationSql(relation)} AS source WHERE ${escapeIdentifier(idColumn)} = $1 LIMIT 2`;
  const rows = await database.read(
    `the row "${id}" of ${relationName(relation)}`,
    (reader) => reader.rows(text, [id]),
  );
  if (rows.length > 1) throw new Error(`two rows have the ${idColumn} "${id}"`);
  if (rows.length === 0) throw new Error(CHANGED);
  return Piece.parse(rows[0]);
}
