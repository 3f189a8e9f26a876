import { localPath, schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import { readBounded } from "../../storage/read_bounded.ts";
import { splitUri } from "../../storage/split_uri.ts";
import { eachRow } from "./csv_manifest.ts";
import { manifestError } from "./listed_manifest.ts";

const MAX_BYTES = 10_000_000;

/**
 * Reads what labels are called from a CSV with the columns `mid` and `display_name`, such as AudioSet's
 * `class_labels_indices.csv` and YAMNet's `yamnet_class_map.csv`.
 *
 * @param uri Its path, or where it lies in S3 or on the web.
 * @throws {Error} if it cannot be read, has no such columns, or names a label twice.
 */
export async function readLabelNames(uri: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let header: readonly string[] | undefined;
  try {
    eachRow(await readBounded(await openFile(uri), MAX_BYTES), (cells, line) => {
      header ??= requireColumns(cells);
      if (header === cells) return;
      const [mid = "", label = ""] = ["mid", "display_name"].map((column) =>
        cells[header?.indexOf(column) ?? -1]
      );
      if (names.has(mid)) throw new Error(`line ${line}, mid: "${mid}" is there twice`);
      names.set(mid, label);
    }, { delimiter: "," });
  } catch (cause) {
    throw manifestError(redactUri(uri), cause);
  }
  return names;
}

async function openFile(uri: string): Promise<ReadableStream<Uint8Array>> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") return (await Deno.open(localPath(uri))).readable;
  const { folder, name } = splitUri(uri);
  if (name === undefined) throw new Error("wanted the address of a file");
  return (await openStore(folder)).read(name);
}

function requireColumns(names: readonly string[]): readonly string[] {
  if (names.includes("mid") && names.includes("display_name")) return names;
  throw new Error(`wanted the columns mid and display_name; there are: ${names.join(", ")}`);
}

/**
 * What a label is called.
 *
 * @param names By the label's id; without them it is its own name.
 * @throws {Error} if it has no name among them.
 */
export function nameLabel(
  label: unknown,
  names: ReadonlyMap<string, string> | undefined,
): unknown {
  if (names === undefined || typeof label !== "string") return label;
  const name = names.get(label);
  if (name !== undefined) return name;
  throw new Error(`there is no name for "${label.slice(0, 100)}" in --label-names`);
}
