import { z } from "zod";
import { FRAME_HOP, FRAME_LENGTH, SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { jsonText } from "../onnx/json_text.ts";

const ModelMetadata = z.object({
  format: z.literal("yamnet-kit/1", "wanted a model that was packaged by this project"),
  kitVersion: z.string(),
  name: z.string().min(1),
  /** In the order of the columns of `probabilities`. */
  labels: jsonText(z.array(z.string()).min(1)),
  activation: z.enum(["softmax", "sigmoid"]),
  sampleRateHz: jsonText(z.literal(SAMPLE_RATE_HZ)),
  /** In samples. */
  frameLength: jsonText(z.literal(FRAME_LENGTH)),
  /** In samples. */
  frameHop: jsonText(z.literal(FRAME_HOP)),
  pooling: z.enum(["mean", "max", "mean+max"]),
  head: z.enum(["logistic", "mlp"]),
  /** Of the training dataset. */
  dataHash: z.string(),
  backbone: jsonText(z.object({
    name: z.string(),
    precision: z.enum(["int8", "float32"]),
    digest: z.string(),
    description: z.string(),
    licence: z.string(),
  })),
});

/** What a packaged model's ONNX file says about itself. */
export type ModelMetadata = z.output<typeof ModelMetadata>;

/** The metadata as texts, for the file's metadata_props. */
export function encodeMetadata(metadata: ModelMetadata): Record<string, string> {
  return z.encode(ModelMetadata, metadata);
}

/**
 * Reads a file's metadata_props.
 *
 * @throws {TypeError} if they are not those of a packaged model, or its frames are not those of
 * `lib/audio/frames.ts`.
 */
export function decodeMetadata(properties: Readonly<Record<string, string>>): ModelMetadata {
  const result = ModelMetadata.safeParse(properties);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new TypeError(`its metadata "${issue?.path.join(".")}": ${issue?.message}`);
}
