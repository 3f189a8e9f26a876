/**
 * A URI without what may be secret: user and password, and the query, where signed addresses have their
 * signature. A path is left as it is.
 */
export function redactUri(uri: string): string {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+:)(.*)$/is.exec(uri) ?? [];
  if (scheme === undefined || rest === undefined) return uri;
  return scheme + rest.replace(/^\/\/[^/?#]*@/, "//").replace(/[?#].*$/s, "");
}
