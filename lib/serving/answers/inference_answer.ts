import { z } from "@hono/zod-openapi";
import { joinSamples } from "../../audio/join_samples.ts";
import type { RequestOutput } from "../bodies/inference_v2.ts";
import { jsonNumbers } from "./json_numbers.ts";
import { Problem } from "../problems/problem.ts";
import type { Prediction } from "../serving.ts";

const Tensor = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()),
  parameters: z.object({ binary_data_size: z.int() }).optional(),
  data: z.array(z.number()).optional().openapi({
    description: "In row-major order; left away where binary data was asked for",
  }),
});

/** What `/v2/models/{model}/infer` answers; binary data stands behind it. */
export const InferenceAnswer = z.object({
  model_name: z.string(),
  model_version: z.string().optional(),
  id: z.string().optional(),
  outputs: z.array(Tensor),
}).openapi("InferenceAnswer");

type Name = z.output<typeof RequestOutput>["name"];

/** An output that is asked for, and whether as binary data. */
export interface WantedOutput {
  name: Name;
  isBinary: boolean;
}

/** A tensor of an answer. */
export interface NamedTensor {
  name: Name;
  shape: number[];
  values: Float32Array<ArrayBuffer>;
}

/**
 * One output for all clips: `probabilities` of B × C, `frame_probabilities` of B × F × C.
 *
 * @throws {Problem} 400 if it is of frames and the clips have different numbers of them.
 */
export function batchTensor(name: Name, { outputs, model }: Prediction): NamedTensor {
  const classes = model.labels.length;
  if (name === "probabilities") {
    const rows = outputs.map(({ probabilities }) => probabilities);
    return { name, shape: [outputs.length, classes], values: joinSamples(rows) };
  }
  const [frames = 0, ...others] = outputs.map(({ frames }) => frames);
  if (others.some((count) => count !== frames)) {
    throw new Problem(
      400,
      "Clips of different lengths have no frame_probabilities in one tensor: ask for the output probabilities only, or send them one by one",
    );
  }
  const rows = outputs.map(({ frameProbabilities }) => frameProbabilities);
  return { name, shape: [outputs.length, frames, classes], values: joinSamples(rows) };
}

/** A tensor as the answer's JSON has it; binary data is only announced. */
export function describeTensor(
  { name, shape, values }: NamedTensor,
  isBinary: boolean,
): z.output<typeof Tensor> {
  const tensor = { name, datatype: "FP32", shape };
  return isBinary
    ? { ...tensor, parameters: { binary_data_size: values.byteLength } }
    : { ...tensor, data: jsonNumbers(values) };
}
