import { z } from "@hono/zod-openapi";
import type { Model } from "../../model/model.ts";

const TensorMetadata = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()).openapi({ description: "-1 for any size" }),
});

/** What the server is. */
export const ServerMetadata = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
}).openapi("ServerMetadata");

/** What goes into the model and comes out. */
export const ModelMetadata = z.object({
  name: z.string(),
  versions: z.array(z.string()).optional(),
  platform: z.string(),
  inputs: z.array(TensorMetadata).openapi({ description: "A request has one of them" }),
  outputs: z.array(TensorMetadata),
  parameters: z.object({ labels: z.string(), digest: z.string() }).openapi({
    description: "labels: names of the classes, as a JSON list in a text",
  }),
}).openapi("ModelMetadata");

/** What {@linkcode ModelMetadata} says of a model. */
export function describeModel(
  { name, version, labels, digest }: Model,
): z.output<typeof ModelMetadata> {
  return {
    name,
    ...(version !== undefined && { versions: [version] }),
    platform: "onnx_onnxv1",
    inputs: [
      { name: "waveform", datatype: "FP32", shape: [-1, -1] },
      { name: "audio", datatype: "BYTES", shape: [-1] },
    ],
    outputs: [
      { name: "probabilities", datatype: "FP32", shape: [-1, labels.length] },
      { name: "frame_probabilities", datatype: "FP32", shape: [-1, -1, labels.length] },
    ],
    parameters: { labels: JSON.stringify(labels), digest },
  };
}
