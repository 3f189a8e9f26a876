import { z } from "@hono/zod-openapi";

/** What predicted. */
export const ModelAnswer = z.object({
  name: z.string(),
  version: z.string().nullable().openapi({ description: "The registry's; null for a file" }),
  digest: z.string().openapi({ description: "SHA-256 of the ONNX file" }),
}).openapi("Model");

/** What came, and what was done to it before the model saw it. */
export const AudioAnswer = z.object({
  durationSeconds: z.number(),
  sampleRateHz: z.int().openapi({ description: "Of the source" }),
  channels: z.int().openapi({ description: "Of the source" }),
  modelSampleRateHz: z.int().openapi({ description: "What the model hears" }),
  mixedDown: z.boolean().openapi({ description: "Whether the model hears the channels' mean" }),
  resampler: z.string().nullable().openapi({ description: "How the rate was changed" }),
}).openapi("Audio");

/** What the model said about one clip. */
export const ClipAnswer = z.object({
  file: z.string().nullable().openapi({ description: "As a form named it" }),
  audio: AudioAnswer,
  top: z.array(z.object({ label: z.string(), score: z.number() }))
    .openapi({ description: "The classes of the whole clip, best first" }),
  hopMs: z.number().openapi({ description: "From one frame's start to the next one's" }),
  frames: z.array(z.object({
    startMs: z.number(),
    endMs: z.number(),
    scores: z.record(z.string(), z.number()).openapi({ description: "Class to score" }),
  })).optional().openapi({ description: "With frames=true" }),
}).openapi("ClipPrediction");
export type ClipAnswer = z.output<typeof ClipAnswer>;

/** What `/predict` answers. */
export const PredictAnswer = z.object({
  model: ModelAnswer,
  clips: z.array(ClipAnswer).openapi({ description: "In the order of the request" }),
}).openapi("Prediction");
