import { z } from "zod";
import { MlflowError, MlflowUnavailable } from "./mlflow_error.ts";

/** What may pass: mlflow/utils/request_utils.py, `_TRANSIENT_FAILURE_RESPONSE_CODES`. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** How much of a server's own words a message shows. */
const MAX_WORDS = 300;

const ErrorAnswer = z.object({ error_code: z.string(), message: z.string().default("") });

/** Whom was asked, for the message. */
export interface Asked {
  /** The server's address, without credentials. */
  url: string;
  /** Whether the request named a user or had a token. */
  isAuthorized: boolean;
}

/** Says why a server has answered with a status that is no success, and what to do about it. */
export async function refusal(
  { url, isAuthorized }: Asked,
  response: Response,
): Promise<MlflowError | MlflowUnavailable> {
  const { status, headers } = response;
  const text = await response.text().catch(() => "");
  const answer = ErrorAnswer.safeParse(parseJson(text)).data;
  const words = answer
    ? `${firstLine(answer.message)} (${answer.error_code})`
    : plainText(text) ?? response.statusText;
  if (PASSING.includes(status)) {
    const message = `MLflow at ${url} answered ${status}: ${words}`;
    return new MlflowUnavailable(message, retryAfterSeconds(headers.get("retry-after")));
  }
  const advice = adviceFor(status, text, url, isAuthorized);
  if (advice) {
    return new MlflowError(`MLflow at ${url} refused: ${advice}`, status, answer?.error_code);
  }
  if (answer) return new MlflowError(`MLflow at ${url}: ${words}`, status, answer.error_code);
  return status === 404
    ? noMlflow(url, response)
    : new MlflowError(`MLflow at ${url} answered ${status}: ${words}`, status);
}

/** What answered is something else. */
export function noMlflow(url: string, { status, headers }: Response): MlflowError {
  const type = headers.get("content-type")?.split(";")[0] ?? "nothing";
  return new MlflowError(
    `There is no MLflow server at ${url}: wanted an answer in JSON, got ${type} (${status}). Correct MLFLOW_TRACKING_URI; a path that a proxy puts before MLflow's belongs to it`,
    status,
  );
}

function adviceFor(
  status: number,
  text: string,
  url: string,
  isAuthorized: boolean,
): string | undefined {
  if (status === 401) {
    return isAuthorized
      ? "it does not know this user, password or token (401). Correct MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
      : "it wants to know who asks (401). Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
  }
  if (status !== 403) return undefined;
  if (/^Invalid Host header/.test(text)) {
    const { host } = new URL(url);
    return `it does not go by the name ${host} (403, Invalid Host header). Start it with ${host} among its --allowed-hosts (MLFLOW_SERVER_ALLOWED_HOSTS)`;
  }
  return `this user may not do that (403): ${
    firstLine(text)
  }. Ask for the permission, or set another MLFLOW_TRACKING_USERNAME`;
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? seconds : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is no page for a browser; `undefined` where nothing is left. */
function plainText(text: string): string | undefined {
  return text.startsWith("<") ? undefined : firstLine(text) || undefined;
}

/** MLflow's messages may go on with a statement in SQL. */
function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}
