import { z } from "@hono/zod-openapi";
import { boundedArray } from "./bounded_array.ts";

const TopN = z.int("wanted a whole number from 1").min(1, "wanted a whole number from 1")
  .openapi({ description: "How many classes to answer with, best first; 5 by default" });
const Threshold = z.number("wanted a number from 0 to 1").min(0, "wanted a number from 0 to 1")
  .max(1, "wanted a number from 0 to 1")
  .openapi({ description: "Leave out classes below this score" });
const ClassName = z.string().openapi({
  description: "A class to look at only; with a - before it, one to leave out",
});

/** What a client may ask about the answer; what is not asked for has its default. */
export const PredictOptions = z.object({
  top_n: TopN.optional(),
  threshold: Threshold.optional(),
  classes: boundedArray(ClassName).optional(),
  frames: z.boolean().optional().openapi({
    description: "Answer also with the classes of each frame of 0.96 s, one every 0.48 s",
  }),
});
export type PredictOptions = z.output<typeof PredictOptions>;

const numberText = (schema: z.ZodType<number>) =>
  z.preprocess((text) => text === "" ? text : Number(text), schema);

/** The same as texts, of a query or a form. */
export const PredictFields = z.strictObject({
  top_n: numberText(TopN).optional().openapi({ type: "integer", minimum: 1 }),
  threshold: numberText(Threshold).optional().openapi({ type: "number", minimum: 0, maximum: 1 }),
  classes: boundedArray(ClassName).optional(),
  frames: z.enum(["true", "false"], "wanted true or false").transform((text) => text === "true")
    .optional().openapi({ type: "boolean" }),
}, {
  error: ({ code }) =>
    code === "unrecognized_keys" ? "wanted only top_n, threshold, classes and frames" : undefined,
});

/** A WAV file of one sample, at 16 kHz, so that the description can be tried. */
const SHORTEST_WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQIAAAAAAA==";

/** `/predict` as JSON. */
export const PredictJson = z.strictObject({
  audio: z.union([z.string(), boundedArray(z.string())], "wanted base64, or an array of base64")
    .openapi({ description: "A WAV file in base64, or several", example: SHORTEST_WAV }),
  ...PredictOptions.shape,
}).openapi("PredictRequest");
