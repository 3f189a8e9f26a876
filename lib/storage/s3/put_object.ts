import {
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import pRetry from "p-retry";

/** An object in S3. */
export interface ObjectPlace {
  Bucket: string;
  Key: string;
}

/** What is stored, and how it can be sent once more. */
export interface ObjectContent {
  bytes: number;
  sha256: string;
  /** Its bytes, from the beginning at each call. Where it throws, nothing is stored. */
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** Where an object's SHA-256 is kept with it; servers have checksums of their own kinds, or none. */
export const SHA256_METADATA = "sha256";

/** S3 takes up to 10,000 parts of at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** Parts of a file that are in memory and under way at once; of other files there may be more. */
const PARTS_AT_ONCE = 2;

/**
 * Stores an object, in parts where it is large. It is there whole or not at all: what was sent is thrown
 * away on failure. Afterwards the server is asked whether it has the right length.
 *
 * A server that restarts may forget a half-done upload; then it is sent anew, once.
 *
 * @returns What the server says of it.
 * @throws {Error} if the server refuses, or has something else in the end.
 */
export async function putObject(
  client: S3Client,
  place: ObjectPlace,
  content: ObjectContent,
): Promise<HeadObjectCommandOutput> {
  await pRetry(() => send(client, place, content), {
    retries: 1,
    minTimeout: 0,
    shouldRetry: ({ error }) => isForgotten(error),
  });
  const stored = await headObject(client, place);
  if (stored?.ContentLength === content.bytes) return stored;
  throw new Error(
    `sent ${content.bytes} bytes, but the server has ${stored?.ContentLength ?? "none"}`,
  );
}

async function send(client: S3Client, place: ObjectPlace, content: ObjectContent): Promise<void> {
  const chunks = content.chunks();
  const upload = new Upload({
    client,
    params: {
      ...place,
      Body: ReadableStream.from(chunks),
      ContentLength: content.bytes,
      Metadata: { [SHA256_METADATA]: content.sha256 },
    },
    queueSize: PARTS_AT_ONCE,
    partSize: Math.max(PART_BYTES, Math.ceil(content.bytes / MAX_PARTS)),
  });
  try {
    await upload.done();
  } catch (error) {
    // The answer to the last call may have been lost: then its repetition finds no upload, but it is done.
    if (!isForgotten(error) || !await hasContent(client, place, content)) throw error;
  } finally {
    await chunks.return(undefined); // closes what it reads from, which Upload does not when it fails
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === "NoSuchUpload";
}

async function hasContent(
  client: S3Client,
  place: ObjectPlace,
  { sha256 }: ObjectContent,
): Promise<boolean> {
  const stored = await headObject(client, place);
  return stored?.Metadata?.[SHA256_METADATA] === sha256;
}

/** What the server knows of an object; `undefined` where there is none, or no bucket. */
export async function headObject(
  client: S3Client,
  place: ObjectPlace,
): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await client.send(new HeadObjectCommand(place));
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) {
      return undefined;
    }
    throw error;
  }
}
