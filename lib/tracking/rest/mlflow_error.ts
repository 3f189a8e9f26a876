/** The server has refused, or it is not trusted. Its message names what to do where that is known. */
export class MlflowError extends Error {
  override name = "MlflowError";
  /** HTTP's status; `undefined` where there was no answer. */
  readonly status: number | undefined;
  /** MLflow's own code, such as RESOURCE_DOES_NOT_EXIST; `undefined` where something else answered. */
  readonly code: string | undefined;

  constructor(message: string, status?: number, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The server could not be reached or was not able to answer, which may pass. */
export class MlflowUnavailable extends Error {
  override name = "MlflowUnavailable";
  /** HTTP's status; `undefined` where there was no answer. */
  readonly status: number | undefined;
  /** How long the server itself asks to wait (Retry-After). */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    { status, retryAfterSeconds }: {
      status?: number | undefined;
      retryAfterSeconds?: number | undefined;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether something failed since the server did not answer. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof MlflowUnavailable ||
    (error instanceof Error && error.cause instanceof MlflowUnavailable);
}
