import { z } from "zod";

/** An answer of which nothing is needed. */
export const Empty = z.object({});

/** MLflow writes 64-bit numbers as numbers or as texts. */
const int64 = z.coerce.number();

const Labelled = z.object({ key: z.string(), value: z.string() });

const RunInfo = z.object({
  run_id: z.string(),
  run_name: z.string().default(""),
  experiment_id: z.string(),
  artifact_uri: z.string(),
  status: z.string(),
  lifecycle_stage: z.string(),
  start_time: int64,
  end_time: int64.optional(),
});

/** A run as `runs/create` and `runs/get` tell it. */
export const RunAnswer = z.object({
  run: z.object({
    info: RunInfo,
    data: z.object({
      params: z.array(Labelled).default([]),
      tags: z.array(Labelled).default([]),
    }).prefault({}),
  }),
});

/** The runs that `runs/search` finds. */
export const RunsAnswer = z.object({ runs: z.array(RunAnswer.shape.run).default([]) });

/** An experiment as `experiments/get-by-name` tells it. */
export const ExperimentAnswer = z.object({
  experiment: z.object({
    experiment_id: z.string(),
    name: z.string(),
    lifecycle_stage: z.string(),
  }),
});

/** What `experiments/create` tells. */
export const CreatedExperiment = z.object({ experiment_id: z.string() });
