import { z } from "zod";

/** An answer of which nothing is needed. */
export const Empty = z.object({});

/** MLflow writes 64-bit numbers as numbers or as texts. */
export const int64 = z.coerce.number();

/** Parameters or tags. */
export const KeyValues = z.array(z.object({ key: z.string(), value: z.string().default("") }))
  .default([]);

/** A metric's value as it came, to be sent again; JSON has no number for NaN. */
export const StoredMetric = z.object({
  key: z.string(),
  value: z.union([z.number(), z.string()]),
  timestamp: int64,
  step: int64.default(0),
  /** Of a LoggedModel's metric: the run that has logged it. */
  run_id: z.string().optional(),
});

/** A run as `runs/create` and `runs/get` tell it. */
export const RunAnswer = z.object({
  run: z.object({
    info: z.object({
      run_id: z.string(),
      run_name: z.string().default(""),
      experiment_id: z.string(),
      artifact_uri: z.string(),
      status: z.string(),
      lifecycle_stage: z.string(),
      start_time: int64,
      end_time: int64.optional(),
    }),
    data: z.object({
      params: KeyValues,
      tags: KeyValues,
      /** The last value of each. */
      metrics: z.array(StoredMetric).default([]),
    }).prefault({}),
    inputs: z.object({
      dataset_inputs: z.array(z.object({
        dataset: z.object({ name: z.string(), digest: z.string() }),
      })).default([]),
    }).prefault({}),
    outputs: z.object({
      model_outputs: z.array(z.object({ model_id: z.string() })).default([]),
    }).prefault({}),
  }),
});
export type RunRecord = z.infer<typeof RunAnswer>["run"];

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
