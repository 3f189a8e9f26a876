import { resolve } from "node:path";
import { SOURCE_NAMES } from "../dataset/sources/open_source.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");

/**
 * A path that means in a notebook what it means to the scripts: a kernel starts in the notebook's folder,
 * scripts in the project's. Absolute paths and addresses (`s3://…`) stay as they are.
 */
export function fromProject(path: string): string {
  const relative = /^file:(?!\/)(.+)/i.exec(path)?.[1]; // MLflow's own form, as in file:mlruns
  if (relative !== undefined) return resolve(PROJECT, decodeURIComponent(relative));
  return /^[a-z][a-z0-9+.-]+:\//i.test(path) ? path : resolve(PROJECT, path);
}

/** The same for a dataset's source, as `openSource()` takes it: a name such as "esc10" stays as it is. */
export function sourceFromProject(source: string): string {
  return SOURCE_NAMES.includes(source) ? source : fromProject(source);
}
