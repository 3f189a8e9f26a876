import { z } from "@hono/zod-openapi";
import { checkAudioLimits } from "../../audio/audio_limits.ts";
import { COMMON_RATES_HZ } from "../../audio/common_rates.ts";
import type { Limits } from "../limits/limits.ts";
import { PredictFields, PredictOptions } from "../bodies/predict_request.ts";
import { Problem } from "../problems/problem.ts";
import { requestIssue } from "../problems/request_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";

/**
 * Any other rate needs filters of its own: to design them can take a fifth of a second, in which this thread
 * could not answer anyone.
 */
const Rate = z.literal(COMMON_RATES_HZ, `wanted one of ${COMMON_RATES_HZ.join(", ")} Hz`).openapi({
  type: "integer",
  description: "Samples a second",
});

const Format = z.enum(["s16le", "f32le"], "wanted s16le or f32le").openapi({
  description: "PCM: 16-bit integers, or floats in [-1, 1]; little-endian, mono",
});
/** How samples are sent. */
export type Format = z.output<typeof Format>;

/** What a client says before its audio, in its first message. */
export const StreamStart = z.strictObject({
  type: z.literal("start"),
  rate: Rate,
  format: Format,
  ...PredictOptions.omit({ frames: true }).shape,
}).openapi("StreamStart");
export type StreamStart = z.output<typeof StreamStart>;

/** The same as texts, of a query. */
export const StreamFields = PredictFields.omit({ frames: true }).extend({
  rate: z.preprocess((text) => text === "" ? text : Number(text), Rate)
    .openapi({ type: "integer", enum: [...COMMON_RATES_HZ] }),
  format: Format,
});

/**
 * The start of a stream whose query states it, or else `undefined`: then its first message does.
 *
 * @throws {Problem} 400 at a field that cannot be read; 422 at a rate beyond the limits.
 */
export function startOfQuery(
  queries: Readonly<Record<string, string[]>>,
  limits: Limits,
): StreamStart | undefined {
  const { classes, ...fields } = queries;
  if (Object.keys(queries).length === 0) return undefined;
  const single = Object.entries(fields).map(([name, values]) => [name, values.at(-1)]);
  const result = StreamFields.safeParse({
    ...Object.fromEntries(single),
    ...(classes && { classes }),
  });
  if (!result.success) {
    throw new Problem(400, `Cannot read a field: ${requestIssue(result.error)}`);
  }
  return checkRate({ type: "start", ...result.data }, limits);
}

/**
 * The start of a stream, in its first message.
 *
 * @throws {Problem} 400 if it is none; 422 at a rate beyond the limits.
 */
export function startOfMessage(text: string, limits: Limits): StreamStart {
  const start = tryParseJson(text);
  const result = StreamStart.safeParse(start);
  if (result.success) return checkRate(result.data, limits);
  const issue = start === undefined ? "got no JSON" : requestIssue(result.error);
  throw new Problem(
    400,
    `Wanted {"type": "start", "rate": Hz, "format": "s16le" or "f32le"} as first message: ${issue}`,
  );
}

function checkRate(start: StreamStart, limits: Limits): StreamStart {
  try {
    checkAudioLimits({ sampleRateHz: start.rate, channels: 1, samples: 0 }, limits);
    return start;
  } catch (cause) {
    throw cause instanceof Error ? new Problem(422, cause.message) : cause;
  }
}
