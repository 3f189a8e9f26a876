import { join } from "node:path";
import { isMissing } from "../storage/inside_folder.ts";
import { walkFiles } from "../storage/walk_files.ts";
import { checkKey, checkValue } from "../tracking/mlflow_rules.ts";

/** A parameter or tag. */
export interface KeyValue {
  key: string;
  value: string;
}

/**
 * Reads a run's parameters or tags: a file each, named by its key, whose whole text is the value.
 *
 * @param folder Of the run.
 * @throws {RangeError} at a key or value that no server would take.
 */
export async function readTexts(folder: string, kind: "param" | "tag"): Promise<KeyValue[]> {
  const root = join(folder, `${kind}s`);
  const texts: KeyValue[] = [];
  for await (const key of walkFiles(root)) {
    const value = await readText(join(root, key));
    checkKey(kind, key);
    checkValue(kind, key, value);
    texts.push({ key, value });
  }
  return texts;
}

/** The text of a file; `undefined` where there is none. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  return await readText(path).catch((error) => {
    if (!isMissing(error)) throw error;
    return undefined;
  });
}

/** As it stands, with a byte order mark and line breaks, as MLflow reads it. */
async function readText(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TypeError(`Cannot read ${path}: wanted text in UTF-8`);
  }
}
