/** A folder, and what of it is meant. */
export interface SplitUri {
  folder: string;
  /** A file or folder in it, as a store's path; `undefined` for all, where nothing stands above it. */
  name: string | undefined;
}

/** Splits an `s3:` or `https:` URI before its last part; a query stays with the folder. */
export function splitUri(uri: string): SplitUri {
  const [, folder = "", last = "", query = ""] =
    /^([a-z0-9+.-]+:\/\/[^/?]+(?:\/[^?]*)?)\/([^/?]+)\/?(\?.*)?$/i.exec(uri) ?? [];
  if (last === "") return { folder: uri, name: undefined };
  const isWeb = /^https?:/i.test(uri);
  return { folder: folder + query, name: isWeb ? decodeURIComponent(last) : last };
}
