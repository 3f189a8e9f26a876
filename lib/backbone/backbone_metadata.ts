import { z } from "zod";
import { FRAME_HOP, FRAME_LENGTH, SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { jsonText } from "../onnx/json_text.ts";

/** What a backbone's ONNX file says about itself, beside its graph. */
export interface BackboneMetadata {
  name: string;
  precision: "int8" | "float32";
  /** Names of the columns of `scores`. */
  labels: readonly string[];
  description: string;
  licence: string;
  /** Where the weights come from; "" where there are none. */
  source: string;
  /** Of the file at `source`. */
  sourceSha256: string;
}

const frameNumber = (wanted: number) =>
  z.literal(String(wanted), `wanted ${wanted}`).default(String(wanted));

/** Another's file need not say anything, but what it says must fit. */
const Properties = z.object({
  name: z.string().min(1).optional(),
  precision: z.enum(["int8", "float32"], "wanted int8 or float32").default("float32"),
  labels: jsonText(z.array(z.string(), "wanted an array of texts")).default([]),
  description: z.string().optional(),
  licence: z.string().default("unknown"),
  sampleRateHz: frameNumber(SAMPLE_RATE_HZ),
  frameLength: frameNumber(FRAME_LENGTH),
  frameHop: frameNumber(FRAME_HOP),
});

/** The metadata as the texts of a file's metadata_props. */
export function encodeBackboneMetadata(metadata: BackboneMetadata): Record<string, string> {
  return {
    ...metadata,
    labels: JSON.stringify(metadata.labels),
    sampleRateHz: String(SAMPLE_RATE_HZ),
    frameLength: String(FRAME_LENGTH),
    frameHop: String(FRAME_HOP),
  };
}

/**
 * Reads a file's metadata_props.
 *
 * @throws {TypeError} if one of them does not fit, such as another sample rate.
 */
export function decodeBackboneMetadata(
  properties: Readonly<Record<string, string>>,
): z.output<typeof Properties> {
  const result = Properties.safeParse(properties);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = String(issue?.path[0]);
  throw new TypeError(`its metadata "${key}" is "${properties[key]}": ${issue?.message}`);
}
