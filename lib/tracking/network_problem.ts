import { rootMessage } from "../storage/network_error.ts";
import { MlflowUnavailable } from "./mlflow_error.ts";

/** What the errors of Deno's network mean, in words that a reader can act on; the first that fits counts. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/refused/i, "the connection was refused: is it running?"],
  [/dns|lookup|resolve host|ENOTFOUND|EAI_AGAIN/i, "the host's name is not known"],
  [
    /certificate/i,
    "its TLS certificate is not trusted. Name its CA's file in DENO_CERT, or set MLFLOW_TRACKING_INSECURE_TLS=true",
  ],
  [/nothing came for/i, "no answer in time (MLFLOW_HTTP_REQUEST_TIMEOUT)"],
];

/**
 * Says why a request got no answer.
 *
 * @param server Its address, without credentials.
 * @param cause What the transport threw.
 * @throws `cause` itself if it is no matter of the network: a missing permission, a file that cannot be read.
 */
export function networkProblem(server: string, cause: unknown): MlflowUnavailable {
  if (!(cause instanceof Error) || cause instanceof Deno.errors.NotCapable) throw cause;
  const text = rootMessage(cause).replace(/^error sending request .*?: client error \(\w+\): /, "");
  const problem = PROBLEMS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
  return new MlflowUnavailable(`MLflow at ${server} cannot be reached: ${problem}`);
}
