import { postgresError } from "../postgres/postgres_error.ts";

/** The variable with the database's address. */
export const SETTING = "DATABASE_URL";

const ADVICE = {
  ECONNREFUSED: "Start Postgres (deno task services), or unset DATABASE_URL to do without",
  "3D000": "Create that database, or name another in DATABASE_URL",
  "42501": "Let the owner of the database grant this user CREATE on it and on its schema",
};

/**
 * One line that says which database failed, why, and what to do; never with the password.
 *
 * @param place Which database it is, in words that may be shown.
 */
export function databaseError(place: string, cause: unknown): Error {
  return postgresError(`Cannot use the database ${place}`, cause, SETTING, ADVICE);
}
