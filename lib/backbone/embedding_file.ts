import { createHash } from "node:crypto";
import type { ClipEmbedding } from "./backbone.ts";

const HEADER_BYTES = 16;
const CHECKSUM_BYTES = 32;

/**
 * A clip's embedding as bytes, little-endian: number of frames and of embedding values (uint32 each),
 * duration in seconds (float64), embeddings and scores (float32), and the SHA-256 of all that.
 */
export function encodeEmbedding(embedding: ClipEmbedding): Uint8Array<ArrayBuffer> {
  const { frames, embeddings, scores, durationSeconds } = embedding;
  const checksumAt = HEADER_BYTES + embeddings.byteLength + scores.byteLength;
  const bytes = new Uint8Array(checksumAt + CHECKSUM_BYTES);
  const header = new DataView(bytes.buffer, 0, HEADER_BYTES);
  header.setUint32(0, frames, true);
  header.setUint32(4, embeddings.length, true);
  header.setFloat64(8, durationSeconds, true);
  // Every platform that Deno runs on is little-endian, so typed arrays can be copied as they are.
  const values = new Float32Array(bytes.buffer, HEADER_BYTES, embeddings.length + scores.length);
  values.set(embeddings);
  values.set(scores, embeddings.length);
  bytes.set(checksum(bytes.subarray(0, checksumAt)), checksumAt);
  return bytes;
}

/** Reads what {@linkcode encodeEmbedding} wrote; `undefined` where the bytes are damaged or cut short. */
export function decodeEmbedding(bytes: Uint8Array<ArrayBuffer>): ClipEmbedding | undefined {
  const checksumAt = bytes.length - CHECKSUM_BYTES;
  if (checksumAt < HEADER_BYTES) return undefined;
  const stored = bytes.subarray(checksumAt);
  if (checksum(bytes.subarray(0, checksumAt)).compare(stored) !== 0) return undefined;
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const values = new Float32Array(bytes.slice(HEADER_BYTES, checksumAt).buffer);
  const embeddingValues = header.getUint32(4, true);
  return {
    frames: header.getUint32(0, true),
    embeddings: values.subarray(0, embeddingValues),
    scores: values.subarray(embeddingValues),
    durationSeconds: header.getFloat64(8, true),
  };
}

function checksum(bytes: Uint8Array) {
  return createHash("sha256").update(bytes).digest();
}
