import { sha256 } from "../../storage/sha256.ts";

/** A file system allows a name 255 bytes; a letter takes up to four, and a suffix must fit behind. */
const MAX_LETTERS = 40;

/**
 * Where a standard dataset stores its clips: `audio/<label>/<last part of the id>.wav`, in names that every
 * file system takes and that cannot lead out of the folder, whatever labels and ids say. A name that is
 * taken, also by one that differs only in case, is told apart by a part of the id's hash.
 */
export function storagePaths(
  clips: readonly { id: string; labels: readonly string[] }[],
): string[] {
  const taken = new Set<string>();
  return clips.map(({ id, labels: [label = "unlabelled", ...others] }) => {
    const folder = others.length > 0 ? "several-labels" : safeName(label);
    const path = `audio/${folder}/${safeName(id.slice(id.lastIndexOf("/") + 1))}`;
    const unique = taken.has(path.toLowerCase()) ? `${path}-${sha256(id).slice(0, 16)}` : path;
    taken.add(unique.toLowerCase());
    return `${unique}.wav`;
  });
}

/** Letters, digits, `-`, `_` and `.`; never empty, hidden or `..`. */
function safeName(text: string): string {
  const safe = text.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}._-]/gu, "_").replace(/^\.|^$/, "_");
  return [...safe].slice(0, MAX_LETTERS).join("");
}
