import { z } from "zod";

/** What a server's or a network's error says of itself: SQLSTATE or Node's name for it. */
const Coded = z.object({ code: z.string(), detail: z.string().optional() });

/** What `pg` says without a code when a connection is cut or does not come about. */
const CUT =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|Query read timeout)/;
const CONNECTION_FAILURE = "08006";

/** Of a connection that was cut or could not be made, and of a server that is stopping or starting. */
const PASSING = [
  CONNECTION_FAILURE,
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "53300", // too_many_connections
  "40001", // serialization_failure
  "40P01", // deadlock_detected
];

/** What to do, by code: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export type Advice = Readonly<Record<string, string>>;

/** @param setting What gave the address: DATABASE_URL. */
function generalAdvice(setting: string): Advice {
  const trustIt =
    `Name its authority's certificate in ${setting}: ?sslmode=verify-full&sslrootcert=FILE`;
  return {
    DEPTH_ZERO_SELF_SIGNED_CERT: trustIt,
    SELF_SIGNED_CERT_IN_CHAIN: trustIt,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: trustIt,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: trustIt,
    ENOTFOUND: `Check the host in ${setting}`,
    "28P01": `Check user and password in ${setting}`,
    "28000":
      `Check user and password in ${setting}, and whether the server wants TLS (?sslmode=verify-full)`,
    "53100": "Make room on the server's disk",
  };
}

/** Whether the same work may succeed when it is done again. */
export function mayPass(error: unknown): boolean {
  return PASSING.includes(codeOf(error));
}

/**
 * One line that says what failed, why, and what to do; never with the password.
 *
 * @param failed What could not be done, in words that may be shown: `Cannot use the database …`.
 * @param setting What gave the database's address.
 * @param advice What to do in this place, before what is said everywhere.
 */
export function postgresError(
  failed: string,
  cause: unknown,
  setting: string,
  advice: Advice,
): Error {
  const code = codeOf(cause);
  const what = advice[code] ?? generalAdvice(setting)[code] ??
    (mayPass(cause) ? "Check that the server is up, and try again" : undefined);
  const sentences = [`${failed}: ${reasonOf(cause)}`, what];
  return new Error(sentences.filter((sentence) => sentence !== undefined).join(". "), { cause });
}

function codeOf(error: unknown): string {
  const code = Coded.safeParse(error).data?.code;
  if (code !== undefined) return code;
  return error instanceof Error && CUT.test(error.message) ? CONNECTION_FAILURE : "";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where several addresses of a host were tried, Node's error has a code but no text.
  const reason = error.message || codeOf(error);
  const detail = Coded.safeParse(error).data?.detail;
  return (detail === undefined ? reason : `${reason} (${detail})`).replaceAll(/\s+/g, " ");
}
