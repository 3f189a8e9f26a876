/**
 * A URI without what may be secret: user and password, and the query, where signed addresses have their
 * signature.
 */
export function redactUri(uri: string): string {
  return uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1").replace(/[?#].*$/s, "");
}
