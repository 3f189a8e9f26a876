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

const TRUST_IT =
  "Name its authority's certificate in DATABASE_URL: ?sslmode=verify-full&sslrootcert=FILE";

/** What to do, by code: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Start Postgres (deno task services), or unset DATABASE_URL to do without",
  DEPTH_ZERO_SELF_SIGNED_CERT: TRUST_IT,
  SELF_SIGNED_CERT_IN_CHAIN: TRUST_IT,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TRUST_IT,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TRUST_IT,
  ENOTFOUND: "Check the host in DATABASE_URL",
  "28P01": "Check user and password in DATABASE_URL",
  "28000":
    "Check user and password in DATABASE_URL, and whether the server wants TLS (?sslmode=verify-full)",
  "3D000": "Create that database, or name another in DATABASE_URL",
  "42501": "Let the owner of the database grant this user CREATE on it and on its schema",
  "53100": "Make room on the server's disk",
};

/** Whether the same work may succeed when it is done again. */
export function mayPass(error: unknown): boolean {
  return PASSING.includes(codeOf(error));
}

/**
 * One line that says which database failed, why, and what to do; never with the password.
 *
 * @param place Which database it is, in words that may be shown.
 */
export function databaseError(place: string, cause: unknown): Error {
  const advice = ADVICE[codeOf(cause)] ??
    (mayPass(cause) ? "Check that the server is up, and try again" : undefined);
  const sentences = [`Cannot use the database ${place}: ${reasonOf(cause)}`, advice];
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
