import { createHash } from "node:crypto";
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import { CHANGED } from "../file_changed.ts";
import { overConnections } from "../over_connections.ts";
import { type ObjectPlace, SHA256_METADATA } from "./put_object.ts";

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
    await bodyOf(first).cancel();
    throw new Error(CHANGED);
  }
  const sha256 = first.Metadata?.[SHA256_METADATA];
  const hash = sha256 === undefined ? undefined : createHash("sha256");
  for await (const chunk of withRest(client, place, first)) {
    hash?.update(chunk);
    yield chunk;
  }
  if (sha256 !== hash?.digest("hex")) {
    throw new Error("its bytes do not have the SHA-256 that was stored with it. Store it again");
  }
}

/** A connection that is cut is followed by one that asks for the rest of the same version. */
async function* withRest(
  client: S3Client,
  place: ObjectPlace,
  first: GetObjectCommandOutput,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const { ContentLength: total, ETag } = first;
  if (total === undefined) {
    await bodyOf(first).cancel();
    throw new Error("the server does not tell its length");
  }
  yield* overConnections(total, bodyOf(first), async (start) => {
    const rest = { ...place, Range: `bytes=${start}-`, ...(ETag && { IfMatch: ETag }) };
    return bodyOf(await client.send(new GetObjectCommand(rest)));
  });
}

function bodyOf({ Body }: GetObjectCommandOutput): ReadableStream<Uint8Array<ArrayBuffer>> {
  return Body?.transformToWebStream() ?? ReadableStream.from([]);
}
