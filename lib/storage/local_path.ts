import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { redactUri } from "./redact_uri.ts";
import { checkStorePath } from "./store_path.ts";

/** The scheme of a URI in lower case; `undefined` for a path, `C:\data` among them. */
export function schemeOf(uri: string): string | undefined {
  return /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
}

/**
 * The path that a plain path or a `file:` URI names on this machine. As in MLflow, `file:mlruns` counts from
 * the working directory. A plain path may go up (`../data`), as a person types it; a URI may not, nor name a
 * host or hide another path behind `#` or `?`. Two slashes at the start, which some programs take for a host,
 * are refused.
 *
 * @throws {TypeError} for everything else.
 */
export function localPath(uri: string): string {
  const scheme = schemeOf(uri);
  if (uri.trim() === "" || uri.includes("\0") || uri.startsWith("//")) throw unusable(uri);
  if (scheme === undefined) return resolve(uri);
  try {
    return pathOfFileUri(uri);
  } catch {
    throw unusable(uri);
  }
}

function pathOfFileUri(uri: string): string {
  const [, root, path] = /^file:(?:\/\/(?:localhost)?(?=\/))?(\/?)([^?#]*)$/i.exec(uri) ?? [];
  if (path === undefined) throw unusable(uri);
  const parts = path.replace(/^[a-z]:\//i, "").replace(/\/$/, "");
  if (parts !== "") checkStorePath(parts);
  return root ? fileURLToPath(`file:///${path}`) : resolve(decodeURIComponent(path));
}

function unusable(uri: string): TypeError {
  return new TypeError(
    `Cannot use ${
      JSON.stringify(redactUri(uri))
    }: wanted a path, or a file: URI without host, "..", "#" and "?"`,
  );
}
