import { z } from "@hono/zod-openapi";
import type { Clip } from "../../audio/clip.ts";
import { base64Audio } from "./base64_audio.ts";
import { jsonBody } from "./json_body.ts";
import { BodyError, type BodyFacts, checkClipCount, type ParsedBody } from "./parsed_body.ts";
import { readSamples } from "./samples.ts";

const Clips = z.array(z.unknown(), "wanted a list of clips").openapi({
  type: "array",
  description: "Clips: samples at 16 kHz in [-1, 1], or an audio file in base64",
  items: {
    oneOf: [
      { type: "array", items: { type: "number" } },
      { type: "object", properties: { b64: { type: "string" } }, required: ["b64"] },
    ],
  },
  example: [[0, 0.25, 0, -0.25]],
});

/**
 * `:predict` of KServe's V1 protocol
 * (https://kserve.github.io/website/docs/concepts/architecture/data-plane/v1-protocol): `instances`, or `inputs`
 * in their place.
 */
export const KserveV1Request = z.object({
  instances: Clips.optional(),
  inputs: Clips.optional(),
}).openapi("KserveV1Request");

const Base64 = z.object({ b64: z.string() });

/** `/v1/models/{model}:predict`: each instance is a clip. */
export function kserveV1(bytes: Uint8Array<ArrayBuffer>, facts: BodyFacts): ParsedBody {
  const { instances, inputs } = jsonBody(bytes, KserveV1Request);
  const values = instances ?? inputs;
  if (values === undefined || instances && inputs) {
    throw new BodyError("Cannot read the request's body: wanted either instances or inputs");
  }
  const place = instances ? "instances" : "inputs";
  if (typeof values[0] === "number") throw noClip(`${place}.0`); // samples of one clip are not too many clips
  checkClipCount(values.length, facts);
  return { clips: values.map((value, index) => readClip(value, `${place}.${index}`)), rest: {} };
}

function readClip(value: unknown, place: string): Clip {
  if (Array.isArray(value)) return { waveform: readSamples(value, place) };
  const file = Base64.safeParse(value);
  if (file.success) return { bytes: base64Audio(file.data.b64, `${place}.b64`) };
  throw noClip(place);
}

function noClip(place: string): BodyError {
  return new BodyError(
    `Cannot read the request's body: ${place}: wanted a list of samples, or {"b64": "an audio file"}`,
  );
}
