import { S3ServiceException } from "@aws-sdk/client-s3";
import { z } from "zod";
import { CHANGED } from "../file_changed.ts";
import { NetworkError } from "../network_error.ts";
import { endpointVariable, s3Endpoint } from "./s3_endpoint.ts";

/** What the AWS client adds to the error of an answer that it could not read. */
const Unreadable = z.object({ $metadata: z.object({ httpStatusCode: z.int() }) });

/**
 * What went wrong with a request, in one line that says what to do.
 *
 * @param action What was wanted: `read s3://bucket/key`.
 */
export function s3Error(action: string, cause: unknown): Error {
  return new Error(`Cannot ${action}: ${s3Problem(cause)}`, { cause });
}

/**
 * Why a request failed, as a clause. Of a server's own words only its code is told, as the others can hold
 * what was signed.
 */
export function s3Problem(cause: unknown): string {
  const server = s3Endpoint() ?? "AWS";
  if (cause instanceof NetworkError) {
    const advice = cause.$retryable ? `. Check ${endpoint()}, and that the server runs` : "";
    return `no connection to ${server}: ${cause.message}${advice}`;
  }
  if (cause instanceof S3ServiceException) return `${server} answered ${answer(cause)}`;
  const status = Unreadable.safeParse(cause).data?.$metadata.httpStatusCode;
  if (status !== undefined) {
    return `${server} answered ${status} in another language than S3's. Check ${endpoint()}`;
  }
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name !== "CredentialsProviderError") return cause.message;
  return `${cause.message}. Check AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
}

/** What a person would correct; several variables may be set, and one counts. */
function endpoint(): string {
  return endpointVariable() ?? "AWS_ENDPOINT_URL";
}

function answer({ name, $metadata: { httpStatusCode: status } }: S3ServiceException): string {
  if (name === "NoSuchBucket") {
    return `that there is no such bucket. Create it, or correct its name or ${endpoint()}`;
  }
  if (status === 404) return "that there is no such file";
  const isCode = /^\w{1,64}$/.test(name) && name !== "Unknown"; // HEAD tells none
  const code = isCode ? `${status} ${name}` : `${status}`;
  if (status === 301) return `${code}: the bucket is in another region. Set AWS_REGION`;
  if (status === 412) return `${code}: ${CHANGED}`;
  if (status === 401 || status === 403) {
    return `${code}. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what this account may do`;
  }
  return code;
}
