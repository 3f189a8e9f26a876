import type { ManifestSample } from "../manifest/manifest.ts";
import { sampleReader } from "../manifest/read_samples.ts";
import type { TableOptions } from "../manifest/table_columns.ts";
import type { DescribedRelation, RelationColumn } from "./postgres_relation.ts";

/** A column of bytes, each row's by the row's id. */
export interface AudioColumn {
  column: string;
  idColumn: string;
}

/** How the columns of a relation are used. */
export interface RelationRoles {
  /** The column that tells rows apart; `undefined` where none is known. */
  id: string | undefined;
  /** Where the audio itself is; `undefined` where there are addresses instead. */
  audio: AudioColumn | undefined;
  /** The other columns that are needed. */
  needed: readonly string[];
  /** Makes a sample of the cells of `needed`; audio that has no path is called as its row. */
  toSample(cells: readonly unknown[], id: string): ManifestSample;
}

/** Stands for the path of audio that has none: the last that `findColumns()` would take for it. */
const NO_PATH = "file_name";

/**
 * Finds what each column of a relation is for. Audio is in its one column of bytes, if it has one; the field
 * "audio" of `columns` can name another, of bytes or of addresses.
 *
 * @throws {Error} if that cannot be told, with the names of the columns.
 */
export function findRoles(
  { columns, primaryKey }: DescribedRelation,
  { columns: { audio: asked, ...fields } = {}, ...options }: TableOptions,
): RelationRoles {
  const audio = audioColumn(columns, asked);
  const names = columns.filter(({ isBytes }) => !isBytes).map(({ name }) => name);
  const id = fields.id || primaryKey || (names.includes("id") ? "id" : undefined);
  const isBytes = audio?.isBytes ?? false;
  const path = audio && !isBytes && { path: audio.name };
  const isNamed = names.some((name) => name.toLowerCase() === NO_PATH);
  const all = isBytes && !isNamed ? [...names, NO_PATH] : names;
  const reader = sampleReader(all, { ...options, columns: { ...fields, ...path } });
  const needed = names.filter((name) => reader.columns.includes(name));
  return {
    id,
    audio: audio?.isBytes ? bytesColumn(audio.name, id) : undefined,
    needed,
    toSample(cells, id) {
      const row = new Map(needed.map((name, index) => [name, cells[index]]));
      return reader.read(all.map((name) => row.has(name) ? row.get(name) : id), `row ${id}`);
    },
  };
}

function bytesColumn(column: string, idColumn: string | undefined): AudioColumn {
  if (idColumn !== undefined) return { column, idColumn };
  throw new Error(
    'wanted a column that tells its rows apart, but it has no primary key of one column, nor a column "id". Name one by --columns id=…',
  );
}

function audioColumn(
  columns: readonly RelationColumn[],
  asked: string | undefined,
): RelationColumn | undefined {
  const names = columns.map(({ name }) => name).join(", ");
  if (asked !== undefined) {
    const column = columns.find(({ name }) => name === asked);
    if (column) return column;
    throw new Error(`there is no column "${asked}"; there are: ${names}`);
  }
  const [first, ...others] = columns.filter(({ isBytes }) => isBytes);
  if (others.length === 0) return first;
  throw new Error(`several columns are of bytes: ${names}. Name the audio's by --columns audio=…`);
}
