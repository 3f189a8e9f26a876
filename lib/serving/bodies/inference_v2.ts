import { z } from "@hono/zod-openapi";
import { boundedArray } from "./bounded_array.ts";
import { binaryTensor, jsonTensor } from "./input_tensors.ts";
import { jsonBody } from "./json_body.ts";
import { BodyError, type BodyFacts, checkClipCount, type ParsedBody } from "./parsed_body.ts";

/**
 * The one input that a request has, in either form. Field names are those of the Open Inference Protocol
 * (https://github.com/kserve/open-inference-protocol) and of its extension for binary tensors
 * (https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_binary_data.html).
 */
export const RequestInput = z.object({
  name: z.enum(["waveform", "audio"], 'wanted "waveform" or "audio"').openapi({
    description: "waveform: samples at 16 kHz in [-1, 1]; audio: audio files",
  }),
  datatype: z.enum(["FP32", "BYTES"], "wanted FP32 or BYTES").openapi({
    description: "FP32 for waveform, BYTES for audio",
  }),
  shape: z.union(
    [z.tuple([z.int().min(0)]), z.tuple([z.int().min(0), z.int().min(0)])],
    "wanted one or two whole numbers",
  ).openapi({
    description: "waveform: [samples] or [clips, samples]; audio: [clips]",
    type: "array",
    items: { type: "integer", minimum: 0 },
    minItems: 1,
    maxItems: 2,
  }),
  parameters: z.object({ binary_data_size: z.int().min(0).optional() }).optional(),
  data: z.array(z.unknown()).optional().openapi({
    description: "Numbers, flat or in rows; files in base64. Left away where the data is binary",
  }),
}).openapi("InferenceInput");
export type RequestInput = z.output<typeof RequestInput>;

/** An output that is asked for. */
export const RequestOutput = z.object({
  name: z.enum(
    ["probabilities", "frame_probabilities"],
    'wanted "probabilities" or "frame_probabilities"',
  ),
  parameters: z.object({ binary_data: z.boolean().optional() }).optional(),
}).openapi("RequestedOutput");

/** What a request has besides its input. Parameters of others are left out: they may be millions. */
export const InferenceOptions = z.object({
  id: z.string().optional().openapi({ description: "Comes back in the answer" }),
  parameters: z.object({
    binary_data_output: z.boolean().optional().openapi({
      description: "Whether outputs that do not say so come as binary data",
    }),
  }).optional(),
  outputs: boundedArray(RequestOutput)
    .refine(areOnce, "wanted each output once") // thousands of them would fill the memory
    .optional()
    .openapi({ description: "Those that are wanted; all of them by default" }),
});

/** The JSON of a request. */
export const InferenceRequest = InferenceOptions.extend({
  inputs: z.tuple([RequestInput], "wanted exactly one input"),
}).openapi("InferenceRequest");

/** `/v2/models/{model}/infer`, in JSON alone or with binary data behind it. */
export function inferenceV2(bytes: Uint8Array<ArrayBuffer>, facts: BodyFacts): ParsedBody {
  const { jsonBytes = bytes.length } = facts;
  if (jsonBytes > bytes.length) {
    throw new BodyError(
      `Cannot read the request's body: Inference-Header-Content-Length says ${jsonBytes} bytes of JSON, the body has ${bytes.length}`,
    );
  }
  const { inputs: [input], ...options } = jsonBody(bytes.subarray(0, jsonBytes), InferenceRequest);
  const { name, datatype, shape, parameters, data } = input;
  const wanted = name === "waveform" ? "FP32" : "BYTES";
  if (datatype !== wanted) throw inputError(`wanted the datatype ${wanted} for ${name}`);
  if (name === "audio" && shape.length !== 1) {
    throw inputError("wanted the shape [clips] for audio");
  }
  checkClipCount(name === "audio" || shape.length === 2 ? shape[0] : 1, facts);
  const binary = bytes.subarray(jsonBytes);
  const said = parameters?.binary_data_size;
  if ((said ?? 0) !== binary.length) {
    throw inputError(
      `wanted binary_data_size to be the ${binary.length} bytes behind the JSON, got ${said ?? 0}`,
    );
  }
  if (said !== undefined && data !== undefined) {
    throw inputError("wanted either data or binary_data_size, got both");
  }
  const clips = said === undefined ? jsonTensor(input) : binaryTensor(input, binary);
  return { clips, rest: { options } };
}

function areOnce(outputs: readonly { name: string }[]): boolean {
  return new Set(outputs.map(({ name }) => name)).size === outputs.length;
}

function inputError(what: string): BodyError {
  return new BodyError(`Cannot read the request's body: inputs.0: ${what}`);
}
