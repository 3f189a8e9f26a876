const TRUST_ADVICE =
  "DENO_CERT names a file with the authority's certificate; DENO_TLS_CA_STORE=system takes the machine's";

/** A request had no answer: there was no connection, or it was cut. The message holds no address. */
export class NetworkError extends Error {
  override name = "NetworkError";
  /** Whether a further attempt may do better; under this name the AWS client looks for it. */
  readonly $retryable?: Record<string, never>;

  /** @param cause What fetch threw. */
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? rootMessage(cause) : String(cause);
    const isTrustMissing = /certificate/i.test(reason);
    super(isTrustMissing ? `${reason}. ${TRUST_ADVICE}` : reason, { cause });
    if (!isTrustMissing) this.$retryable = {};
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

/** fetch says no more than "fetch failed"; why stands in its cause, behind an address that can be secret. */
export function rootMessage({ message, cause }: Error): string {
  if (cause instanceof Error) return rootMessage(cause);
  return message.replace(/^error sending request .*?\): (client error \(\w+\): )?/, "");
}
