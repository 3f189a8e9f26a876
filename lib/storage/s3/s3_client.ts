import { S3Client } from "@aws-sdk/client-s3";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { fetchAnswer } from "../network_error.ts";
import { PatientRetries } from "./patient_retries.ts";
import { s3Keys } from "./s3_credentials.ts";

/** How long a request may take until it is answered, the sending of a part included. */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * The S3 server that the environment names: MLFLOW_S3_ENDPOINT_URL or AWS_ENDPOINT_URL_S3 or
 * AWS_ENDPOINT_URL; `undefined` for AWS itself.
 *
 * @throws {Error} if it is no address.
 */
export function s3Endpoint(): string | undefined {
  const name = ["MLFLOW_S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]
    .find((name) => Deno.env.get(name));
  if (name === undefined) return undefined;
  const url = URL.parse(Deno.env.get(name) ?? "");
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    return url.href.replace(/\/$/, "");
  }
  throw new Error(
    `Cannot use ${name}: wanted an address such as http://127.0.0.1:9000, without keys`,
  );
}

/**
 * A client for the S3 server of the environment. It speaks through Deno's fetch, which knows of proxies and
 * certificates; `node:http` in Deno does not.
 *
 * Checksums: the client sends the CRC-32 of each body in a header, which servers check before they keep it
 * (AWS, MinIO, SeaweedFS). AWS_REQUEST_CHECKSUM_CALCULATION=when_required is for a server that refuses it.
 * What is read is checked by `readObject()`.
 *
 * @param patienceMs How long a request is tried again.
 */
export function s3Client(patienceMs: number): S3Client {
  const endpoint = s3Endpoint();
  const credentials = s3Keys();
  return new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    // Python's clients read AWS_DEFAULT_REGION; servers other than AWS take any.
    region: Deno.env.get("AWS_REGION") || Deno.env.get("AWS_DEFAULT_REGION") || "us-east-1",
    followRegionRedirects: true,
    // The default one tells the operating system's release, which Deno would have to permit.
    defaultUserAgentProvider: () => Promise.resolve([["yamnet-kit"]]),
    expectContinueHeader: false,
    responseChecksumValidation: "WHEN_REQUIRED",
    retryStrategy: new PatientRetries(patienceMs, endpoint ?? "S3"),
    requestHandler: new FetchHttpHandler({
      requestTimeout: REQUEST_TIMEOUT_MS,
      customFetch: fetchAnswer,
    }),
  });
}
