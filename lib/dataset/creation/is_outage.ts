import { z } from "zod";
import { mayPass } from "../../postgres/postgres_error.ts";
import { NetworkError } from "../../storage/network_error.ts";
import type { SourceEntry } from "../sources/source.ts";

/** How the AWS client tells a server's failures from those that a request deserves. */
const ServerFault = z.object({ $fault: z.literal("server") });

/**
 * Whether a clip could not be read as the bucket or the database that has all of them did not answer: to leave
 * out such clips would make a dataset of those that happened to come before. On the web each clip may have a
 * server of its own, and one that is gone is a clip that is gone.
 */
export function isOutage({ uri = "" }: Pick<SourceEntry, "uri">, error: unknown): boolean {
  return !/^https?:/i.test(uri) && isServersFault(error);
}

function isServersFault(error: unknown): boolean {
  if (error instanceof NetworkError || ServerFault.safeParse(error).success) return true;
  return mayPass(error) || error instanceof Error && error.cause !== undefined &&
      isServersFault(error.cause);
}
