import { createHash } from "node:crypto";
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import { chunksInTime } from "../chunks_in_time.ts";
import { CHANGED } from "../file_changed.ts";
import { STALL_MS } from "../stall_timer.ts";
import { type ObjectPlace, SHA256_METADATA } from "./put_object.ts";

/** How many connections may deliver nothing one after the other. */
const MAX_EMPTY_CONNECTIONS = 5;

/**
 * An object's bytes, as they come. At the end the whole is checked: its length, the SHA-256 that
 * `putObject()` left with it, and, where it came in one piece, the checksum that the server has.
 *
 * @param version The ETag of the only version that is wanted, if one is.
 * @throws {Error} if the object has changed since, or changes meanwhile, or is not what was stored.
 */
export async function* readObject(
  client: S3Client,
  place: ObjectPlace,
  version?: string,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const first = await client.send(
    new GetObjectCommand({
      ...place,
      ChecksumMode: "ENABLED",
      ...(version && { IfMatch: version }),
    }),
  );
  if (version && first.ETag !== version) { // of a server that knows no conditions
    await first.Body?.transformToWebStream().cancel();
    throw new Error(CHANGED);
  }
  const hash = createHash("sha256");
  for await (const chunk of withRest(client, place, first)) {
    hash.update(chunk);
    yield chunk;
  }
  const sha256 = first.Metadata?.[SHA256_METADATA];
  if (sha256 !== undefined && sha256 !== hash.digest("hex")) {
    throw new Error("its bytes do not have the SHA-256 that was stored with it. Store it again");
  }
}

/** A connection that is cut or silent is followed by one that asks for the rest of the same version. */
async function* withRest(
  client: S3Client,
  place: ObjectPlace,
  first: GetObjectCommandOutput,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const { ContentLength: total, Body } = first;
  if (total === undefined) {
    await Body?.transformToWebStream().cancel();
    throw new Error("the server does not tell its length");
  }
  let received = 0;
  let empty = 0;
  for (let part = first;; part = await client.send(restOf(place, first, received))) {
    const start = received;
    let cut: unknown;
    try {
      for await (const chunk of bodyOf(part)) {
        received += chunk.length;
        if (received > total) throw new Error(`wanted ${total} bytes, got more`);
        yield chunk;
      }
    } catch (cause) {
      if (received >= total) throw cause; // no cut: the length or the checksum is wrong
      cut = cause;
    }
    if (received === total) return;
    empty = received > start ? 0 : empty + 1;
    if (empty >= MAX_EMPTY_CONNECTIONS) {
      const problem = `the connection ended after ${received} of ${total} bytes, ${empty} times`;
      throw new Error(problem, { cause: cut });
    }
  }
}

function bodyOf({ Body }: GetObjectCommandOutput): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const body: ReadableStream<Uint8Array<ArrayBuffer>> = Body?.transformToWebStream() ??
    ReadableStream.from([]);
  return chunksInTime(body, STALL_MS);
}

function restOf(place: ObjectPlace, { ETag }: GetObjectCommandOutput, start: number) {
  return new GetObjectCommand({
    ...place,
    Range: `bytes=${start}-`,
    ...(ETag && { IfMatch: ETag }),
  });
}
