import { z } from "zod";
import { type Environment, readVariables } from "../read_variables.ts";

/** How to talk to an MLflow server, from the variables of MLflow's own clients. */
export interface MlflowSettings {
  /** What the Authorization header says; `undefined` where no user and no token is set. */
  authorization: string | undefined;
  /** Whether any TLS certificate will do. */
  insecureTls: boolean;
  /** How long a server may leave a request without an answer. */
  timeoutSeconds: number;
  maxRetries: number;
  /** Unit of the waits between retries, which double each time. */
  backoffSeconds: number;
  /** Up to this much is added to each wait, by chance. */
  jitterSeconds: number;
  /** Whether a server's Retry-After counts. */
  heedsRetryAfter: boolean;
}

const wholeNumber = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
/** A header cannot hold more (RFC 6750, 2.1); a file that a secret comes from often ends with a line break. */
const token = z.string().trim().regex(/^[\x21-\x7e]+$/, "wanted no blanks, and ASCII only");
const isTrue = z.stringbool("wanted true or false");

/** Names, defaults and limits of mlflow/environment_variables.py (3.17.2). */
const Variables = z.object({
  MLFLOW_TRACKING_USERNAME: z.string().optional(),
  MLFLOW_TRACKING_PASSWORD: z.string().optional(),
  MLFLOW_TRACKING_TOKEN: token.optional(),
  MLFLOW_TRACKING_INSECURE_TLS: isTrue.default(false),
  MLFLOW_HTTP_REQUEST_TIMEOUT: wholeNumber(1, 86_400).default(120),
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: wholeNumber(0, 10).default(7),
  MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: wholeNumber(0, 120).default(2),
  MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: z.coerce.number().min(0).max(120).default(1),
  MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER: isTrue.default(true),
});

/**
 * Reads MLflow's variables for clients.
 *
 * @throws {UsageError} at a bad value.
 */
export function mlflowSettings(environment: Environment = Deno.env.get): MlflowSettings {
  const variables = readVariables(Variables, environment);
  return {
    authorization: authorization(variables),
    insecureTls: variables.MLFLOW_TRACKING_INSECURE_TLS,
    timeoutSeconds: variables.MLFLOW_HTTP_REQUEST_TIMEOUT,
    maxRetries: variables.MLFLOW_HTTP_REQUEST_MAX_RETRIES,
    backoffSeconds: variables.MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR,
    jitterSeconds: variables.MLFLOW_HTTP_REQUEST_BACKOFF_JITTER,
    heedsRetryAfter: variables.MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER,
  };
}

/** The Authorization header for a user and a password (RFC 7617, in UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${new TextEncoder().encode(`${user}:${password}`).toBase64()}`;
}

/** A user with a password goes before a token, as in mlflow/utils/rest_utils.py. */
function authorization({
  MLFLOW_TRACKING_USERNAME: user,
  MLFLOW_TRACKING_PASSWORD: password,
  MLFLOW_TRACKING_TOKEN: token,
}: z.infer<typeof Variables>): string | undefined {
  if (user && password) return basicAuthorization(user, password);
  return token && `Bearer ${token}`;
}
