import { S3Client } from "@aws-sdk/client-s3";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { fetchAnswer } from "../network_error.ts";
import { PatientRetries } from "./patient_retries.ts";
import { s3Keys } from "./s3_credentials.ts";
import { s3Endpoint } from "./s3_endpoint.ts";

/** How long a request may take until it is answered, the sending of 8 MiB over a slow line included. */
const REQUEST_TIMEOUT_MS = 300_000;

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
    retryStrategy: new PatientRetries(patienceMs),
    requestHandler: new FetchHttpHandler({
      requestTimeout: REQUEST_TIMEOUT_MS,
      customFetch: fetchAnswer,
      requestInit: ({ headers }) => ({
        redirect: "manual", // else fetch takes the session token along, wherever a server leads
        headers: { ...headers, "accept-encoding": "identity" }, // fetch decodes what it has not asked for plain
      }),
    }),
  });
}
