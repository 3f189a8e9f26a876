import type { AudioLimits } from "../../audio/audio_limits.ts";

/** What a server takes on at a time, and from one client. */
export interface Limits extends AudioLimits {
  maxBodyBytes: number;
  /** Of all bodies that are in memory at a time. */
  maxHeldBytes: number;
  /** In one request. */
  maxClips: number;
  /** Requests and streams that are open at a time. */
  maxConnections: number;
  /** Clips that wait for a worker, over all requests. */
  queueCapacity: number;
  /** How long a clip may wait for a worker. */
  queueTimeoutSeconds: number;
  /** From a request's headers to its answer. */
  requestTimeoutSeconds: number;
  /** Of audio in a stream. */
  maxStreamSeconds: number;
  /** How long a server that is told to stop goes on answering, until none comes any more. */
  lingerSeconds: number;
  /** How long requests that are in flight may take to end when the server is stopped. */
  drainSeconds: number;
}

/** Safe for a container of 1 GiB. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  maxBodyBytes: 16 * 2 ** 20,
  maxHeldBytes: 256 * 2 ** 20,
  maxClips: 32,
  maxConnections: 256,
  queueCapacity: 128,
  queueTimeoutSeconds: 10,
  requestTimeoutSeconds: 30,
  maxStreamSeconds: 3_600,
  lingerSeconds: 1,
  drainSeconds: 20,
  maxDurationSeconds: 60,
  minSampleRateHz: 4_000,
  maxSampleRateHz: 192_000,
  maxChannels: 8,
};
