import { isEsc10 } from "../esc50.ts";
import { parseCsvManifest } from "../manifest/csv_manifest.ts";
import type { ManifestSample } from "../manifest/manifest.ts";
import { describeClip } from "./describe_clip.ts";
import { MAX_SOURCE_BYTES } from "./limits.ts";
import type { DatasetSource, SourceEntry } from "./source.ts";
import { listZip, type ZipMember } from "./zip_archive.ts";

/** Where the table of clips is, below the archive's one folder (`ESC-50-master` in GitHub's). */
const TABLE = /^([^/]+\/)?meta\/esc50\.csv$/;

/** Of 2,000 clips it has 100 kB. */
const MAX_TABLE_BYTES = 100_000_000;

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
  const csv = await table.read(MAX_TABLE_BYTES).catch((cause) => {
    throw new Error(`Cannot read ${path}: meta/esc50.csv: ${cause.message}`);
  });
  const { samples } = parseCsvManifest(csv, `${path}: meta/esc50.csv`);
  const chosen = samples.filter(({ filepath }) => !esc10Only || isEsc10(filepath));
  return {
    name: esc10Only ? "ESC-10" : "ESC-50",
    entries: () =>
      Promise.resolve(
        chosen.map((sample) => toEntry(sample, members.get(folder + sample.filepath))),
      ),
  };
}

function toEntry(sample: ManifestSample, member: ZipMember | undefined): SourceEntry {
  return {
    ...describeClip(sample),
    bytes: member?.size,
    version: `${member?.size} ${member?.crc32}`,
    read: () =>
      member?.read(MAX_SOURCE_BYTES) ?? Promise.reject(new Error("the archive has no such file")),
  };
}
