/** A request had no answer: there was no connection, or it was cut. */
export class NetworkError extends Error {
  override name = "NetworkError";
  /** Whether a further attempt may do better; under this name the AWS client looks for it. */
  readonly $retryable?: Record<string, never>;
  /** What to do about a certificate that is not trusted. */
  readonly advice?: string;

  /** @param cause What fetch threw. */
  constructor(cause: unknown) {
    super(cause instanceof Error ? rootMessage(cause) : String(cause), { cause });
    if (/certificate/i.test(this.message)) {
      this.advice =
        "DENO_CERT names a file with the authority's certificate; DENO_TLS_CA_STORE=system takes the machine's";
    } else this.$retryable = {};
  }
}

/**
 * As `fetch()`, which throws a TypeError for no connection as for a programming mistake.
 *
 * @throws {NetworkError} for no connection.
 * @throws {Deno.errors.NotCapable} where Deno does not permit it.
 */
export async function fetchAnswer(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch (cause) {
    throw cause instanceof Deno.errors.NotCapable ? cause : new NetworkError(cause);
  }
}

/** fetch says no more than "fetch failed"; why stands in its cause. */
export function rootMessage({ message, cause }: Error): string {
  if (cause instanceof Error) return rootMessage(cause);
  return message.replace(/^error sending request for url \(.*?\): /, "");
}
