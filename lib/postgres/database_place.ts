/**
 * Name, host and user of a Postgres database: what may be shown of its address.
 *
 * @param setting What gave the address, for the message: DATABASE_URL.
 * @throws {Error} if it is no such address; none of it is in the message.
 */
export function databasePlace(url: string, setting: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || !/^\/[^/@]+$/.test(parsed.pathname)) {
    throw new Error(
      `Cannot read ${setting}: wanted postgresql://user:password@host:5432/name, with %-escapes for signs such as @ and / in the password`,
    );
  }
  const { host, username, pathname } = parsed;
  return `${pathname.slice(1)} at ${host} as ${username || "the default user"}`;
}
