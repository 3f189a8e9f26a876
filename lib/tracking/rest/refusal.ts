import { z } from "zod";
import { answerText } from "./answer_text.ts";
import { MlflowError, MlflowUnavailable } from "./mlflow_error.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";

/** What may pass: mlflow/utils/request_utils.py, `_TRANSIENT_FAILURE_RESPONSE_CODES`. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** How much is read of what a server says, and how much of its own words a message shows. */
const MAX_BYTES = 100_000;
const MAX_WORDS = 300;

/** What 401 means. */
const UNAUTHORIZED = {
  sent:
    "it does not know this user, password or token (401). Correct MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN",
  none:
    "it wants to know who asks (401). Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN",
  withheld:
    "it wants to know who asks (401), which is told to the host of MLFLOW_TRACKING_URI only. Keep artifacts with that server",
} as const;

const ErrorAnswer = z.object({ error_code: z.string(), message: z.string().default("") });

/** Whom was asked, for the message. */
export interface Asked {
  /** The server's address, without credentials. */
  url: string;
  /** Whether the request said who asks; "withheld": it is known, but was not told to another host. */
  identity: "sent" | "none" | "withheld";
}

/** Says why a server has answered with a status that is no success, and what to do about it. */
export async function refusal(
  asked: Asked,
  response: Response,
): Promise<MlflowError | MlflowUnavailable> {
  const { url } = asked;
  const { status, headers } = response;
  const { text } = await answerText(response, MAX_BYTES).catch(() => ({ text: "" }));
  const answer = ErrorAnswer.safeParse(tryParseJson(text)).data;
  const words = answer
    ? `${firstLine(answer.message)} (${answer.error_code})`
    : plainText(text) ?? response.statusText;
  if (PASSING.includes(status)) {
    const message = `MLflow at ${url} answered ${status}: ${words}`;
    return new MlflowUnavailable(message, {
      status,
      retryAfterSeconds: retryAfterSeconds(headers.get("retry-after")),
    });
  }
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location !== null) return leadsOn(url, status, location);
  const advice = adviceFor(asked, status, words);
  if (advice) {
    return new MlflowError(`MLflow at ${url} refused: ${advice}`, status, answer?.error_code);
  }
  if (answer) return new MlflowError(`MLflow at ${url}: ${words}`, status, answer.error_code);
  return status === 404
    ? noMlflow(url, response)
    : new MlflowError(`MLflow at ${url} answered ${status}: ${words}`, status);
}

/** To its address with TLS, mostly, or to a page where one logs in; shown without its query. */
function leadsOn(url: string, status: number, location: string): MlflowError {
  const next = URL.parse(location, url);
  const place = next ? `${next.origin}${next.pathname.replace(/\/api\/2\.0\/.*$/, "")}` : "nowhere";
  return new MlflowError(
    `What answers at ${url} leads on to ${place} (${status}), which is not followed. Set MLFLOW_TRACKING_URI to the MLflow server's own address`,
    status,
  );
}

/** What answered is something else. */
export function noMlflow(url: string, { status, headers }: Response): MlflowError {
  const type = headers.get("content-type")?.split(";")[0] ?? "nothing";
  return new MlflowError(
    `There is no MLflow server at ${url}: wanted an answer in JSON, got ${type} (${status}). Correct MLFLOW_TRACKING_URI; a path that a proxy puts before MLflow's belongs to it`,
    status,
  );
}

function adviceFor({ url, identity }: Asked, status: number, words: string): string | undefined {
  if (status === 401) return UNAUTHORIZED[identity];
  if (status !== 403) return undefined;
  if (words.startsWith("Invalid Host header")) {
    const { host } = new URL(url);
    return `it does not go by the name ${host} (403, Invalid Host header). Start it with ${host} among its --allowed-hosts (MLFLOW_SERVER_ALLOWED_HOSTS)`;
  }
  return `this user may not do that (403): ${words}. Ask for the permission, or set another MLFLOW_TRACKING_USERNAME`;
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? seconds : undefined;
}

/** What is no page for a browser; `undefined` where nothing is left. */
function plainText(text: string): string | undefined {
  return text.startsWith("<") ? undefined : firstLine(text) || undefined;
}

/** MLflow's messages may go on with a statement in SQL; what moves a terminal's cursor is left out. */
function firstLine(text: string): string {
  const line = (text.trim().split("\n")[0] ?? "").replace(/\p{Cc}/gu, "");
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}
