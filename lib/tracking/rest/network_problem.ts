import { rootMessage } from "../../storage/network_error.ts";
import { MlflowError, MlflowUnavailable } from "./mlflow_error.ts";

const START_IT =
  "Start it, or correct MLFLOW_TRACKING_URI; where it is unset, train and evaluate record in mlruns/";

/** What the errors of Deno's network mean, and what to do; the first that fits counts. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/refused/i, `nothing listens there (connection refused). ${START_IT}`],
  [/dns|lookup|ENOTFOUND|EAI_AGAIN/i, `the host's name is not known. ${START_IT}`],
  [/nothing came for/i, "it leaves requests without an answer (see MLFLOW_HTTP_REQUEST_TIMEOUT)"],
];

/**
 * Says why a request got no answer, and what to do about it.
 *
 * @param server Its address, without credentials.
 * @param cause What the transport threw.
 * @throws `cause` itself if it is no matter of the network but a missing permission.
 */
export function networkProblem(server: string, cause: unknown): MlflowUnavailable | MlflowError {
  if (!(cause instanceof Error) || cause instanceof Deno.errors.NotCapable) throw cause;
  const text = rootMessage(cause);
  const message = `MLflow at ${server} cannot be reached: `;
  if (/certificate/i.test(text)) {
    const advice = "Name its CA's file in DENO_CERT, or set MLFLOW_TRACKING_INSECURE_TLS=true";
    return new MlflowError(`${message}its TLS certificate is not trusted. ${advice}`);
  }
  return new MlflowUnavailable(
    message + (PROBLEMS.find(([pattern]) => pattern.test(text))?.[1] ?? text),
  );
}
