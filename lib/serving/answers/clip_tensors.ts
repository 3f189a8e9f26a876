import { z } from "@hono/zod-openapi";
import type { ModelOutput } from "../../model/model.ts";
import { jsonNumbers } from "./json_numbers.ts";

/** Both outputs of the model for one clip, by their names, as MLflow and TensorFlow Serving write them. */
export const ClipTensors = z.object({
  probabilities: z.array(z.number()).openapi({ description: "Of each class, for the whole clip" }),
  frame_probabilities: z.array(z.array(z.number())).openapi({
    description: "Of each class, for each frame of 0.96 s, one every 0.48 s",
  }),
}).openapi("ClipTensors");

/** What the model said about a clip, as {@linkcode ClipTensors}. */
export function clipTensors(
  { probabilities, frames, frameProbabilities }: ModelOutput,
): z.output<typeof ClipTensors> {
  const classes = probabilities.length;
  return {
    probabilities: jsonNumbers(probabilities),
    frame_probabilities: Array.from(
      { length: frames },
      (_, frame) =>
        jsonNumbers(frameProbabilities.subarray(frame * classes, (frame + 1) * classes)),
    ),
  };
}
