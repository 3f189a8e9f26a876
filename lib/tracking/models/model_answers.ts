import { z } from "zod";
import { int64, KeyValues, StoredMetric } from "../rest/mlflow_answers.ts";

/** A LoggedModel as `logged-models` tells it. */
export const LoggedModelAnswer = z.object({
  model: z.object({
    info: z.object({
      model_id: z.string(),
      name: z.string(),
      artifact_uri: z.string(),
      status: z.string(),
      source_run_id: z.string().default(""),
      last_updated_timestamp_ms: int64,
      tags: KeyValues,
    }),
    data: z.object({ metrics: z.array(StoredMetric).default([]) }).prefault({}),
  }),
});
export type LoggedModel = z.infer<typeof LoggedModelAnswer>["model"];

/** The LoggedModels that `logged-models/search` finds, the latest first. */
export const LoggedModelsAnswer = z.object({
  models: z.array(LoggedModelAnswer.shape.model).default([]),
});

/** The status of a LoggedModel whose files are coming, and of one whose files will not be there. */
export const PENDING = "LOGGED_MODEL_PENDING";
export const UPLOAD_FAILED = "LOGGED_MODEL_UPLOAD_FAILED";

/** The status of a LoggedModel, or of a version of a registered model, whose files are all there. */
export const READY = { loggedModel: "LOGGED_MODEL_READY", version: "READY" } as const;

const Version = z.object({
  name: z.string(),
  version: z.string(),
  source: z.string().default(""),
  current_stage: z.string().default("None"),
  status: z.string(),
  status_message: z.string().default(""),
  creation_timestamp: int64,
});
export type VersionRecord = z.infer<typeof Version>;

/** A version of a registered model. */
export const VersionAnswer = z.object({ model_version: Version });

/** The versions that `model-versions/search` finds. */
export const VersionsAnswer = z.object({ model_versions: z.array(Version).default([]) });

/** Where a version's files are. */
export const DownloadUriAnswer = z.object({ artifact_uri: z.string() });

const RegisteredModelSchema = z.object({
  name: z.string(),
  /** The latest version of each stage. */
  latest_versions: z.array(Version).default([]),
  aliases: z.array(z.object({ alias: z.string(), version: z.string() })).default([]),
});
export type RegisteredModel = z.infer<typeof RegisteredModelSchema>;

/** A registered model. */
export const RegisteredModelAnswer = z.object({ registered_model: RegisteredModelSchema });

/** The models that `registered-models/search` finds. */
export const RegisteredModelsAnswer = z.object({
  registered_models: z.array(RegisteredModelSchema).default([]),
});
