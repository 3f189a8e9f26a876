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
  return { folder: folder + query, name: isWeb ? decoded(last) : last };
}

/** A web server's name for it; what is no escape stays, and what hides a slash, which stores refuse. */
function decoded(name: string): string {
  try {
    const plain = decodeURIComponent(name);
    return plain.includes("/") ? name : plain;
  } catch {
    return name;
  }
}
