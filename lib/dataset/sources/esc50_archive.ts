import { parse } from "csv-parse/sync";
import { z } from "zod";
import { parseEsc50Name } from "../esc50.ts";
import type { DatasetSource, SourceEntry } from "./source.ts";
import { listZip, type ZipMember } from "./zip_archive.ts";

const Row = z.object({
  filename: z.string().min(1),
  fold: z.coerce.number("wanted a whole number").int("wanted a whole number"),
  category: z.string().min(1),
  esc10: z.enum(["True", "False"]),
  src_file: z.string().min(1),
});

type Row = z.output<typeof Row>;

/** Where the table of clips is, below the archive's one folder (`ESC-50-master` in GitHub's). */
const TABLE = /^([^/]+\/)?meta\/esc50\.csv$/;

/**
 * ESC-50's archive as GitHub serves it, or a part of it: `meta/esc50.csv` lists the clips in `audio/`.
 *
 * @param esc10Only Only the 400 clips of ESC-10, which are under CC BY instead of CC BY-NC.
 * @throws {Error} if it is no zip archive, or its table is missing or flawed.
 */
export async function openEsc50Archive(
  path: string,
  { esc10Only = false } = {},
): Promise<DatasetSource> {
  const members = await listZip(path);
  const table = [...members.values()].find(({ name }) => TABLE.test(name));
  if (!table) {
    throw new Error(
      `Cannot read ${path}: wanted the archive of ESC-50, but it has no meta/esc50.csv`,
    );
  }
  const folder = table.name.replace("meta/esc50.csv", "audio/");
  const rows = parseTable(new TextDecoder().decode(await table.read()), path)
    .filter(({ esc10 }) => !esc10Only || esc10 === "True");
  return {
    name: esc10Only ? "ESC-10" : "ESC-50",
    entries: () =>
      Promise.resolve(rows.map((row) => toEntry(row, members.get(folder + row.filename)))),
  };
}

function parseTable(csv: string, path: string): Row[] {
  try {
    const rows = z.array(Row).min(1, "wanted at least one clip");
    return rows.parse(parse(csv, { columns: true, bom: true }));
  } catch (cause) {
    throw new Error(`Cannot read ${path}: meta/esc50.csv: ${describeFlaw(cause)}`);
  }
}

function describeFlaw(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return cause instanceof Error ? cause.message : String(cause);
  const { path: [row, field], message } = cause.issues[0] ?? { path: [], message: cause.message };
  return typeof row === "number" ? `line ${row + 2}, ${String(field)}: ${message}` : message;
}

function toEntry(row: Row, member: ZipMember | undefined): SourceEntry {
  const name = parseEsc50Name(row.filename);
  return {
    id: row.filename.replace(/\.wav$/i, ""),
    originalFile: row.filename,
    labels: [row.category],
    recording: row.src_file,
    fold: row.fold,
    licence: name?.licence,
    attribution: name?.attribution,
    version: `${member?.size} ${member?.crc32}`,
    read: () => member?.read() ?? Promise.reject(new Error("the archive has no such file")),
  };
}
