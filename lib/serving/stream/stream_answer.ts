import { z } from "@hono/zod-openapi";
import { AudioAnswer, ModelAnswer } from "../answers/predict_answer.ts";
import { ProblemDetails } from "../problems/problem.ts";

const Class = z.object({ label: z.string(), score: z.number() });

/** What a server says on a stream. */
export const StreamAnswer = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    model: ModelAnswer,
    hopMs: z.number(),
  }),
  z.object({
    type: z.literal("frame"),
    startMs: z.number(),
    endMs: z.number(),
    scores: z.record(z.string(), z.number()),
  }),
  z.object({
    type: z.literal("end"),
    model: ModelAnswer,
    audio: AudioAnswer,
    startMs: z.number().openapi({ description: "Above 0 where the stream is longer than a clip" }),
    endMs: z.number(),
    top: z.array(Class).openapi({ description: "The classes of all of it, best first" }),
  }),
  ProblemDetails.extend({ type: z.literal("error") }),
]).openapi("StreamAnswer");
export type StreamAnswer = z.output<typeof StreamAnswer>;
