import type { z } from "zod";
import { UsageError } from "../../cli/exit.ts";
import { numberFrom, wholeNumber } from "../../cli/flags.ts";
import { flag, type FlagValues } from "../../cli/parse_command.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";

const MIB = 2 ** 20;

/** Timers cannot count much further than three weeks. */
const MAX_SECONDS = 86_400;

const seconds = numberFrom(
  `wanted a number of seconds above 0, up to ${MAX_SECONDS}`,
  (value) => value > 0 && value <= MAX_SECONDS,
);

const secondsOrNone = numberFrom(
  `wanted a number of seconds from 0 to ${MAX_SECONDS}`,
  (value) => value >= 0 && value <= MAX_SECONDS,
);

function limit(
  schema: z.ZodType<number>,
  byDefault: number,
  facts: { value: string; description: string; env: [string] },
) {
  const description = `${facts.description}, ${byDefault} by default`;
  return flag(schema.default(byDefault), { ...facts, description });
}

/** What a server takes on, as flags. */
export const limitFlags = {
  maxBodyMib: limit(wholeNumber(1), DEFAULT_LIMITS.maxBodyBytes / MIB, {
    value: "N",
    description: "Largest body of a request, in MiB",
    env: ["SERVE_MAX_BODY_MIB"],
  }),
  maxHeldMib: limit(wholeNumber(1), DEFAULT_LIMITS.maxHeldBytes / MIB, {
    value: "N",
    description: "Memory for all bodies at a time, in MiB",
    env: ["SERVE_MAX_HELD_MIB"],
  }),
  maxClips: limit(wholeNumber(1), DEFAULT_LIMITS.maxClips, {
    value: "N",
    description: "Clips in one request",
    env: ["SERVE_MAX_CLIPS"],
  }),
  maxConnections: limit(wholeNumber(1), DEFAULT_LIMITS.maxConnections, {
    value: "N",
    description: "Requests and streams open at a time",
    env: ["SERVE_MAX_CONNECTIONS"],
  }),
  queueCapacity: limit(wholeNumber(0), DEFAULT_LIMITS.queueCapacity, {
    value: "N",
    description: "Clips that may wait for a worker",
    env: ["SERVE_QUEUE_CAPACITY"],
  }),
  queueTimeout: limit(seconds, DEFAULT_LIMITS.queueTimeoutSeconds, {
    value: "SECONDS",
    description: "How long a clip may wait for a worker",
    env: ["SERVE_QUEUE_TIMEOUT"],
  }),
  requestTimeout: limit(seconds, DEFAULT_LIMITS.requestTimeoutSeconds, {
    value: "SECONDS",
    description: "How long a request may take",
    env: ["SERVE_REQUEST_TIMEOUT"],
  }),
  maxStreamSeconds: limit(seconds, DEFAULT_LIMITS.maxStreamSeconds, {
    value: "SECONDS",
    description: "Longest stream",
    env: ["SERVE_MAX_STREAM_SECONDS"],
  }),
  linger: limit(secondsOrNone, DEFAULT_LIMITS.lingerSeconds, {
    value: "SECONDS",
    description:
      "How long it goes on answering at a stop, not ready any more, until clients are sent elsewhere",
    env: ["SERVE_LINGER"],
  }),
  drainTimeout: limit(seconds, DEFAULT_LIMITS.drainSeconds, {
    value: "SECONDS",
    description: "How long requests in flight may take to end after that",
    env: ["SERVE_DRAIN_TIMEOUT"],
  }),
  maxClipSeconds: limit(seconds, DEFAULT_LIMITS.maxDurationSeconds, {
    value: "SECONDS",
    description: "Longest clip",
    env: ["SERVE_MAX_CLIP_SECONDS"],
  }),
  minRate: limit(wholeNumber(1), DEFAULT_LIMITS.minSampleRateHz, {
    value: "HZ",
    description: "Lowest sample rate",
    env: ["SERVE_MIN_RATE"],
  }),
  maxRate: limit(wholeNumber(1), DEFAULT_LIMITS.maxSampleRateHz, {
    value: "HZ",
    description: "Highest sample rate",
    env: ["SERVE_MAX_RATE"],
  }),
  maxChannels: limit(wholeNumber(1), DEFAULT_LIMITS.maxChannels, {
    value: "N",
    description: "Most channels of a clip",
    env: ["SERVE_MAX_CHANNELS"],
  }),
} as const;

/**
 * The limits that the flags set.
 *
 * @throws {UsageError} where no request could keep within them.
 */
export function limitsOf(flags: FlagValues<typeof limitFlags>): Limits {
  if (flags.maxHeldMib < flags.maxBodyMib) {
    throw new UsageError(
      `Wanted --max-held-mib to be at least --max-body-mib, ${flags.maxBodyMib}; got ${flags.maxHeldMib}`,
    );
  }
  if (flags.maxRate < flags.minRate) {
    throw new UsageError(
      `Wanted --max-rate to be at least --min-rate, ${flags.minRate}; got ${flags.maxRate}`,
    );
  }
  return {
    maxBodyBytes: flags.maxBodyMib * MIB,
    maxHeldBytes: flags.maxHeldMib * MIB,
    maxClips: flags.maxClips,
    maxConnections: flags.maxConnections,
    queueCapacity: flags.queueCapacity,
    queueTimeoutSeconds: flags.queueTimeout,
    requestTimeoutSeconds: flags.requestTimeout,
    maxStreamSeconds: flags.maxStreamSeconds,
    lingerSeconds: flags.linger,
    drainSeconds: flags.drainTimeout,
    maxDurationSeconds: flags.maxClipSeconds,
    minSampleRateHz: flags.minRate,
    maxSampleRateHz: flags.maxRate,
    maxChannels: flags.maxChannels,
  };
}
